package ai.peeker.partner.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the contract as JSON, for a module that reads it without a parser for YAML. */
public final class ContractJson {
  private ContractJson() {}

  /**
   * Converts the contract.
   *
   * @param arguments the file to write, and the contract
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    Files.createDirectories(target.toAbsolutePath().getParent());
    String json = Contract.load(Path.of(arguments[1])).toString();
    Files.write(target, json.getBytes(StandardCharsets.UTF_8));
  }
}
