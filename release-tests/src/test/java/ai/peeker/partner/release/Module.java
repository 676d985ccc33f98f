package ai.peeker.partner.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A module of the build: its folder and the POM that a repository gets. */
record Module(Path folder, Node pom) {
  static final Path ROOT = Path.of(System.getProperty("project.root"));
  static final String VERSION = System.getProperty("project.version");

  /** Returns the modules that are published. */
  static List<Module> published() {
    return nodes(xml(ROOT.resolve("pom.xml")), "/project/modules/module").stream()
        .map(name -> ROOT.resolve(name.getTextContent()))
        .filter(
            folder ->
                !text(xml(folder.resolve("pom.xml")), "/project/properties/maven.deploy.skip")
                    .equals("true"))
        .map(folder -> new Module(folder, xml(folder.resolve("target/flattened-pom.xml"))))
        .toList();
  }

  /** Returns the published modules that have a jar. */
  static List<Module> withJar() {
    return published().stream().filter(module -> !module.text("packaging").equals("pom")).toList();
  }

  String artifactId() {
    return text("artifactId");
  }

  /** Returns a file of the module's target folder, such as its jar. */
  Path file(String suffix) {
    Path file = folder.resolve("target").resolve(artifactId() + "-" + VERSION + suffix);
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing. Run mvn verify first.");
    }
    return file;
  }

  /** Returns the text of an element of the POM, such as {@code scm/url}, or an empty string. */
  String text(String path) {
    return text(pom, "/project/" + path);
  }

  /** Returns the elements of the POM at a path. */
  List<Node> elements(String path) {
    return nodes(pom, "/project/" + path);
  }

  static String text(Node node, String path) {
    List<Node> found = nodes(node, path);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  @Override
  public String toString() {
    return artifactId();
  }

  private static List<Node> nodes(Node node, String path) {
    try {
      NodeList list =
          (NodeList)
              XPathFactory.newInstance().newXPath().evaluate(path, node, XPathConstants.NODESET);
      return IntStream.range(0, list.getLength()).mapToObj(list::item).toList();
    } catch (XPathExpressionException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  private static Node xml(Path file) {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("Cannot read " + file, e);
    }
  }
}
