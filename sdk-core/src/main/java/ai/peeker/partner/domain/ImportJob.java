package ai.peeker.partner.domain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The id of an import job and the way in which it was started, which decides where the API keeps
 * it. Store it as a string ({@link #serialize}) to wait for the job later, or elsewhere.
 *
 * <pre>{@code
 * ImportJob job = client.domains().importDomains(names).orThrow().get(0).job();
 * store(job.serialize());
 * DomainImport state = client.domains().getImport(ImportJob.parse(stored()));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ImportJob {
  /** The way in which an import was started. */
  public enum Kind {
    /** Started by the synchronous import, of up to 25 domains. */
    SYNCHRONOUS,

    /** Queued, with up to 500 domains. */
    QUEUED,

    /** Not known: both places are asked, one after the other. */
    UNKNOWN
  }

  private static final String SYNCHRONOUS_PREFIX = "synchronous:";
  private static final String QUEUED_PREFIX = "queued:";

  private final Kind kind;
  private final String id;

  private ImportJob(Kind kind, String id) {
    this.kind = kind;
    this.id = id;
  }

  /**
   * Returns a job by its kind and id.
   *
   * @param kind the way in which it was started; not null
   * @param id the id ({@code imp_…}); not blank
   * @return the job
   * @throws IllegalArgumentException if an argument is null or the id is blank
   */
  public static ImportJob of(@Nullable Kind kind, @Nullable String id) {
    if (kind == null) {
      throw new IllegalArgumentException("kind must not be null");
    }
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException("id must not be " + (id == null ? "null" : "blank"));
    }
    return new ImportJob(kind, id);
  }

  /**
   * Returns a job from the string of {@link #serialize}, or from a bare id, such as that of a
   * webhook or of {@code findImport}: then its kind is {@link Kind#UNKNOWN}.
   *
   * @param text the string or the id; not blank
   * @return the job
   * @throws IllegalArgumentException if it is null or blank
   */
  public static ImportJob parse(@Nullable String text) {
    if (text != null && text.startsWith(SYNCHRONOUS_PREFIX)) {
      return of(Kind.SYNCHRONOUS, text.substring(SYNCHRONOUS_PREFIX.length()));
    }
    if (text != null && text.startsWith(QUEUED_PREFIX)) {
      return of(Kind.QUEUED, text.substring(QUEUED_PREFIX.length()));
    }
    return of(Kind.UNKNOWN, text);
  }

  /** {@return the way in which the import was started} */
  public Kind kind() {
    return kind;
  }

  /** {@return the id, such as {@code imp_01HZX0IM1A2B3C4D5E6F7G8H}} */
  public String id() {
    return id;
  }

  /** {@return a string for {@link #parse}, such as {@code queued:imp_01HZX0IM1A2B3C4D5E6F7G8H}} */
  public String serialize() {
    return switch (kind) {
      case SYNCHRONOUS -> SYNCHRONOUS_PREFIX + id;
      case QUEUED -> QUEUED_PREFIX + id;
      case UNKNOWN -> id;
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImportJob job && job.kind == kind && job.id.equals(id);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, id);
  }

  /** Returns the string of {@link #serialize}. */
  @Override
  public String toString() {
    return serialize();
  }
}
