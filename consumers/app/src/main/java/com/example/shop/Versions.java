package com.example.shop;

/** The versions that are on the class path, asked as late as possible: javac copies constants. */
public final class Versions {
  private Versions() {}

  public static String text() throws ReflectiveOperationException {
    return "OkHttp="
        + constant("okhttp3.OkHttp", "VERSION")
        + " Jackson="
        + constant("com.fasterxml.jackson.core.json.PackageVersion", "VERSION")
        + " Kotlin="
        + constant("kotlin.KotlinVersion", "CURRENT");
  }

  private static Object constant(String type, String name) throws ReflectiveOperationException {
    return Class.forName(type).getField(name).get(null);
  }
}
