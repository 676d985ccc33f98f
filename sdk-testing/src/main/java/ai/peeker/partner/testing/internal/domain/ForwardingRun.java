package ai.peeker.partner.testing.internal.domain;

import ai.peeker.partner.model.ForwardingFailure;
import ai.peeker.partner.model.ForwardingFailureReason;
import ai.peeker.partner.model.ForwardingJob;
import ai.peeker.partner.model.ForwardingJobStatus;
import ai.peeker.partner.testing.internal.clock.Task;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A forwarding job and the domains that are left to do. Guarded by the account's lock. */
final class ForwardingRun {
  private final String id;
  private final String url;
  private final OffsetDateTime createdAt;
  private final List<String> remaining;
  private final List<String> completed = new ArrayList<>();
  private final List<ForwardingFailure> failed = new ArrayList<>();
  private @Nullable OffsetDateTime completedAt;
  private @Nullable Task end;

  ForwardingRun(String id, String url, Set<String> names, OffsetDateTime createdAt) {
    this.id = id;
    this.url = url;
    this.remaining = new ArrayList<>(names);
    this.createdAt = createdAt;
  }

  String id() {
    return id;
  }

  String url() {
    return url;
  }

  /** Returns a copy of the names that are neither completed nor failed. */
  List<String> remaining() {
    return List.copyOf(remaining);
  }

  boolean isFinal() {
    return completedAt != null;
  }

  boolean hasCompleted() {
    return !completed.isEmpty();
  }

  boolean hasFailed() {
    return !failed.isEmpty();
  }

  void complete(String name) {
    remaining.remove(name);
    completed.add(name);
  }

  void fail(String name, ForwardingFailureReason reason) {
    remaining.remove(name);
    failed.add(ForwardingFailure.builder().domain(name).reason(reason).build());
  }

  void setEnd(Task task) {
    end = task;
  }

  /** Makes the status final. The work that was to finish the job is canceled. */
  void finish(OffsetDateTime at) {
    completedAt = at;
    if (end != null) {
      end.cancel();
    }
  }

  /** Converts the job to the model of the API. */
  ForwardingJob toModel() {
    ForwardingJob.Builder model =
        ForwardingJob.builder()
            .id(id)
            .status(status())
            .completedCount(completed.size())
            .failedCount(failed.size())
            .forwardingUrl(url)
            .completed(List.copyOf(completed))
            .failed(List.copyOf(failed))
            .createdAt(createdAt);
    return (completedAt == null ? model : model.completedAt(completedAt)).build();
  }

  private ForwardingJobStatus status() {
    if (!isFinal()) {
      return ForwardingJobStatus.IN_PROGRESS;
    }
    if (failed.isEmpty()) {
      return ForwardingJobStatus.COMPLETED;
    }
    return completed.isEmpty() ? ForwardingJobStatus.FAILED : ForwardingJobStatus.PARTIAL_SUCCESS;
  }
}
