package ai.peeker.partner.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Records each time a virtual thread pins its carrier, however short, with the Flight Recorder. */
final class PinnedThreads implements AutoCloseable {
  private static final String EVENT = "jdk.VirtualThreadPinned";

  private final Recording recording = new Recording();

  PinnedThreads() {
    recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
    recording.start();
  }

  /**
   * Stops the recording and prints the events.
   *
   * @param warm the end of warm-up: class loading pins threads in every program
   */
  void print(Instant warm) throws IOException {
    recording.stop();
    Path file = Files.createTempFile("pinned", ".jfr");
    try {
      recording.dump(file);
      print(RecordingFile.readAllEvents(file), warm);
    } finally {
      Files.delete(file);
    }
  }

  private static void print(List<RecordedEvent> events, Instant warm) {
    List<RecordedEvent> pinned =
        events.stream().filter(event -> event.getEventType().getName().equals(EVENT)).toList();
    List<RecordedEvent> later =
        pinned.stream().filter(event -> event.getStartTime().isAfter(warm)).toList();
    System.out.println("pinned=" + pinned.size());
    System.out.println("pinnedLater=" + later.size());
    System.out.println(
        "places="
            + later.stream()
                .collect(
                    Collectors.groupingBy(
                        PinnedThreads::place, TreeMap::new, Collectors.counting())));
  }

  /** Returns the first frame outside the JDK, and the reason if this JDK names it. */
  private static String place(RecordedEvent event) {
    String reason = event.hasField("pinnedReason") ? event.getString("pinnedReason") : "pinned";
    String place =
        event.getStackTrace() == null
            ? "an unknown place"
            : event.getStackTrace().getFrames().stream()
                .map(PinnedThreads::method)
                .filter(name -> !name.matches("(java|jdk|sun)\\..*"))
                .findFirst()
                .orElse("the JDK");
    return reason + " at " + place;
  }

  private static String method(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  @Override
  public void close() {
    recording.close();
  }
}
