package ai.peeker.partner.generation.check;

import static ai.peeker.partner.generation.check.ContractNodes.entries;
import static ai.peeker.partner.generation.check.ContractNodes.get;
import static ai.peeker.partner.generation.check.ContractNodes.text;
import static ai.peeker.partner.generation.check.ContractNodes.tuples;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Finds what the templates do not support in a contract. The build runs it before the generator;
 * docs/generation.md has the list.
 */
public final class UnsupportedConstructs {
  private static final Set<String> NAMES = // of classes that generated code uses
      Set.of(
          ("ApiCall ApiResponse ApiTransport AsyncPages Attempt NextLink Page PageRequest PagedIterable PagingException"
                  + " RetrySafety BigDecimal BigInteger Boolean Builder CallParameters Checks Class"
                  + " CompletableFuture Consumer DateTimes Deprecated Double EarlyMembers Enum Extras Float GeneratorWriter"
                  + " IOException Integer InvalidModelException Json JsonCreator JsonCursor JsonModel JsonObject JsonProblem JsonReader"
                  + " JsonShape JsonValue JsonWriter Known LinkedHashMap LinkedHashSet List LocalDate Long Map"
                  + " ModelDeserializer ModelSerializer Nullable Object ObjectBuilder ObjectShape Objects OffsetDateTime Override"
                  + " PlainJsonParser PlainValues Problems Record ScalarReader Secret Set String StringJoiner SuppressWarnings TreeWriter"
                  + " URI UUID Union Unknown ValueReader Void")
              .split(" ", -1));

  private UnsupportedConstructs() {}

  /** Fails if a contract has unsupported constructs, and names all of them. */
  public static void main(String[] arguments) throws IOException {
    List<String> found = find(Path.of(arguments[0]));
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(
          "The templates do not support:\n" + String.join("\n", found));
    }
  }

  /** Returns one line for each unsupported construct, with the line of the contract. */
  public static List<String> find(Path contract) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    try (Reader reader = Files.newBufferedReader(contract)) {
      Node document = new Yaml(options).compose(reader);
      Findings findings = new Findings();
      check(document, findings);
      return findings.in(contract.getFileName().toString());
    }
  }

  private static void check(Node document, Findings findings) {
    ContractNodes nodes = new ContractNodes(document);
    SchemaRules schemas = new SchemaRules(nodes, findings);
    OperationRules operations = new OperationRules(nodes, findings, schemas);
    entries(get(document, "paths")).values().forEach(operations::path);
    for (NodeTuple each : tuples(get(get(document, "components"), "schemas"))) {
      String name = text(each.getKeyNode());
      findings.reject(
          !name.matches("[A-Z]\\w*") || NAMES.contains(name),
          each.getKeyNode(),
          "a schema cannot have the name " + name);
      schemas.schema(each.getValueNode());
    }
  }
}
