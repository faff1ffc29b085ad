package dev.understudy.student.artefact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.model.Model;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a student is, as its {@code student.json} says.
 *
 * @param kind what can load it, such as {@code classifier}
 * @param name the name that requests ask for
 * @param modelVersion which training of it
 * @param created when it was trained, in whole seconds
 * @param settings what its kind says of itself, under the kind's own name in the file
 * @param provenance what it was made from: free facts for people and reports
 * @param inputs how the inputs it was trained on are spread, for those who watch and guard it; or
 *     null where nobody took that down
 */
public record Description(
    String kind,
    String name,
    String modelVersion,
    Instant created,
    ObjectNode settings,
    ObjectNode provenance,
    @Nullable ObjectNode inputs) {
  public Description {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(modelVersion, "modelVersion");
    created = Instant.ofEpochSecond(created.getEpochSecond());
    settings = settings.deepCopy();
    provenance = provenance.deepCopy();
    inputs = inputs == null ? null : inputs.deepCopy();
  }

  /** The same, where nobody took down how inputs are spread. */
  public Description(
      String kind,
      String name,
      String modelVersion,
      Instant created,
      ObjectNode settings,
      ObjectNode provenance) {
    this(kind, name, modelVersion, created, settings, provenance, null);
  }

  /** Its name and version. */
  public Model.Identity identity() {
    return new Model.Identity(name, modelVersion, created.getEpochSecond());
  }
}
