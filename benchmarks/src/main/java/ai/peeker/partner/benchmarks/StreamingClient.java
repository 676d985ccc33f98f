package ai.peeker.partner.benchmarks;

import ai.peeker.partner.benchmarks.HandWrittenClient.Costs;
import ai.peeker.partner.benchmarks.HandWrittenClient.NewOrder;
import ai.peeker.partner.benchmarks.HandWrittenClient.Persona;
import ai.peeker.partner.benchmarks.HandWrittenClient.PlacedOrder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Places orders with OkHttp and Jackson's streaming API: much code, and the fastest by hand. */
final class StreamingClient implements AutoCloseable {
  private final JsonFactory factory = new JsonFactory();
  private final OkHttpExchange exchange;

  StreamingClient(String baseUrl, String apiKey) {
    this.exchange = new OkHttpExchange(baseUrl, apiKey);
  }

  /** Places an order. */
  PlacedOrder create(NewOrder order) {
    try {
      return read(exchange.post(write(order)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    exchange.close();
  }

  private byte[] write(NewOrder order) throws IOException {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (JsonGenerator out = factory.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("user", order.user());
      out.writeObjectFieldStart("sequencer");
      out.writeStringField("provider", order.sequencer().provider());
      out.writeNumberField("client_id", order.sequencer().clientId());
      out.writeStringField("login_email", order.sequencer().loginEmail());
      out.writeStringField("login_password", order.sequencer().loginPassword());
      out.writeEndObject();
      writeLicenses(order, out);
      out.writeArrayFieldStart("domains");
      for (String domain : order.domains()) {
        out.writeString(domain);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("personas");
      for (Persona persona : order.personas()) {
        writePersona(persona, out);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeLicenses(NewOrder order, JsonGenerator out) throws IOException {
    out.writeNumberField("google_licenses", order.googleLicenses());
    out.writeNumberField("google_inboxes_per_domain", order.googleInboxesPerDomain());
    out.writeNumberField("microsoft_licenses", order.microsoftLicenses());
    out.writeNumberField("microsoft_inboxes_per_domain", order.microsoftInboxesPerDomain());
  }

  private static void writePersona(Persona persona, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("first_name", persona.firstName());
    out.writeStringField("last_name", persona.lastName());
    out.writeStringField("profile_picture_url", persona.profilePictureUrl());
    out.writeEndObject();
  }

  private PlacedOrder read(byte[] json) throws IOException {
    PlacedOrder order = null;
    try (JsonParser in = factory.createParser(json)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean data = in.currentName().equals("data");
        in.nextToken();
        if (data) {
          order = readOrder(in);
        } else {
          in.skipChildren();
        }
      }
    }
    return Objects.requireNonNull(order, "no data");
  }

  private static PlacedOrder readOrder(JsonParser in) throws IOException {
    Fields fields = new Fields();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      fields.read(name, in);
    }
    return fields.order();
  }

  /** The properties that were read. */
  private static final class Fields {
    private String id = "";
    private String userId = "";
    private String email = "";
    private @Nullable String bundleId;
    private String status = "";
    private int domainCount;
    private Costs costs = new Costs(0, "");
    private OffsetDateTime renewsAt = OffsetDateTime.MIN;
    private OffsetDateTime createdAt = OffsetDateTime.MIN;

    void read(String name, JsonParser in) throws IOException {
      switch (name) {
        case "id" -> id = in.getText();
        case "user_id" -> userId = in.getText();
        case "email" -> email = in.getText();
        case "bundle_id" -> bundleId = in.getValueAsString();
        case "status" -> status = in.getText();
        case "domain_count" -> domainCount = in.getIntValue();
        case "costs" -> costs = readCosts(in);
        case "renews_at" -> renewsAt = OffsetDateTime.parse(in.getText());
        case "created_at" -> createdAt = OffsetDateTime.parse(in.getText());
        default -> in.skipChildren();
      }
    }

    private static Costs readCosts(JsonParser in) throws IOException {
      long totalCents = 0;
      String currency = "";
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "total_cents" -> totalCents = in.getLongValue();
          case "currency" -> currency = in.getText();
          default -> in.skipChildren();
        }
      }
      return new Costs(totalCents, currency);
    }

    PlacedOrder order() {
      return new PlacedOrder(
          id, userId, email, bundleId, status, domainCount, costs, renewsAt, createdAt);
    }
  }
}
