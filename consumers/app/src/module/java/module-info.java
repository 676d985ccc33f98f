module com.example.shop {
  requires ai.peeker.partner;
  requires jdk.httpserver;
}
