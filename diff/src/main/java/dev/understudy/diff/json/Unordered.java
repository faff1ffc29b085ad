package dev.understudy.diff.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two arrays whose order does not count, as multisets. First the elements that are the
 * same find each other, in linear time; then numbers within the tolerance, in order of size; then
 * each object or array left finds the one most like it, so that what differs is told inside it, at
 * the teacher's index. What is left after that is missing on the other side.
 *
 * <p>Looking for the most alike compares all pairs; beyond {@value #MAX_PAIRS} pairs, or once the
 * whole comparison has visited {@value Budget#MAX_VISITS} places, those left meet in the order of
 * their texts instead.
 */
final class Unordered {
  /** The most pairs among which the most alike are sought. */
  static final int MAX_PAIRS = 1024;

  /** Counts the places visited in one comparison. */
  static final class Budget {
    /** Some tenths of a second. */
    static final int MAX_VISITS = 1_000_000;

    private long visits;

    void visit() {
      visits++;
    }

    boolean isSpent() {
      return visits > MAX_VISITS;
    }
  }

  /** An element, where it stood, and the text of what counts in it. */
  private record Element(int index, JsonNode value, String text) {}

  private record Pair(Element teacher, Element student, double likeness) {
    /** The same for both orders of the two, so that swapping the sides changes no score. */
    private static final Comparator<Pair> MOST_ALIKE_FIRST =
        Comparator.comparingDouble((Pair pair) -> -pair.likeness)
            .thenComparing(pair -> pair.text(true))
            .thenComparing(pair -> pair.text(false));

    private String text(boolean lesser) {
      boolean teacherIsLesser = teacher.text.compareTo(student.text) <= 0;
      return teacherIsLesser == lesser ? teacher.text : student.text;
    }
  }

  private final JsonComparison comparison;
  private final Path path;
  private final Marks marks;

  Unordered(JsonComparison comparison, Path path, Marks marksOfElements) {
    this.comparison = comparison;
    this.path = path;
    this.marks = marksOfElements;
  }

  void compare(@Nullable JsonNode teacherArray, @Nullable JsonNode studentArray) {
    List<Element> teacher = elements(teacherArray);
    List<Element> student = elements(studentArray);
    matchSame(teacher, student);
    if (comparison.tolerance() > 0) {
      matchNumbers(teacher, student);
    }
    matchContainers(teacher, student, true);
    matchContainers(teacher, student, false);
    for (Element element : teacher) {
      comparison.compare(at(element), element.value, null, marks);
    }
    for (Element element : student) {
      comparison.compare(at(element), null, element.value, marks);
    }
  }

  private Path at(Element element) {
    return path.at(Integer.toString(element.index));
  }

  private List<Element> elements(@Nullable JsonNode array) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      String text = Canonical.of(array.get(i), marks);
      if (text != null) {
        elements.add(new Element(i, array.get(i), text));
      }
    }
    return elements;
  }

  private void matchSame(List<Element> teacher, List<Element> student) {
    Map<String, ArrayDeque<Element>> byText = new HashMap<>();
    for (Element element : student) {
      byText.computeIfAbsent(element.text, t -> new ArrayDeque<>()).add(element);
    }
    Set<Element> matched = Collections.newSetFromMap(new IdentityHashMap<>());
    teacher.removeIf(
        element -> {
          ArrayDeque<Element> same = byText.get(element.text);
          if (same == null || same.isEmpty()) {
            return false;
          }
          matched.add(same.remove());
          comparison.agree(Weight.of(element.value, marks));
          return true;
        });
    student.removeIf(matched::contains);
  }

  /** Both in order of size: the smallest within reach is never worse kept for later. */
  private void matchNumbers(List<Element> teacher, List<Element> student) {
    List<Element> ours = numbers(teacher);
    List<Element> theirs = numbers(student);
    Set<Element> matched = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0, j = 0; i < ours.size() && j < theirs.size(); ) {
      JsonNode a = ours.get(i).value;
      JsonNode b = theirs.get(j).value;
      if (Scalars.same(a, b, comparison.tolerance())) {
        matched.add(ours.get(i++));
        matched.add(theirs.get(j++));
        comparison.agree(1);
      } else if (a.decimalValue().compareTo(b.decimalValue()) < 0) {
        i++;
      } else {
        j++;
      }
    }
    teacher.removeIf(matched::contains);
    student.removeIf(matched::contains);
  }

  private static List<Element> numbers(List<Element> elements) {
    List<Element> numbers = new ArrayList<>();
    for (Element element : elements) {
      if (element.value.isNumber()) {
        numbers.add(element);
      }
    }
    numbers.sort(Comparator.comparing(element -> element.value.decimalValue()));
    return numbers;
  }

  private void matchContainers(List<Element> teacher, List<Element> student, boolean objects) {
    List<Element> ours = containers(teacher, objects);
    List<Element> theirs = containers(student, objects);
    Set<Element> matched = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Pair pair : pairs(ours, theirs)) {
      if (!matched.contains(pair.teacher) && !matched.contains(pair.student)) {
        matched.add(pair.teacher);
        matched.add(pair.student);
        comparison.compare(at(pair.teacher), pair.teacher.value, pair.student.value, marks);
      }
    }
    teacher.removeIf(matched::contains);
    student.removeIf(matched::contains);
  }

  private static List<Element> containers(List<Element> elements, boolean objects) {
    List<Element> containers = new ArrayList<>();
    for (Element element : elements) {
      if (objects ? element.value.isObject() : element.value.isArray()) {
        containers.add(element);
      }
    }
    containers.sort(Comparator.comparing(Element::text));
    return containers;
  }

  private List<Pair> pairs(List<Element> teacher, List<Element> student) {
    List<Pair> pairs = new ArrayList<>();
    boolean few = (long) teacher.size() * student.size() <= MAX_PAIRS;
    for (int i = 0; i < teacher.size(); i++) {
      for (int j = 0; few && j < student.size() && !comparison.budget().isSpent(); j++) {
        pairs.add(pair(teacher.get(i), student.get(j)));
      }
    }
    pairs.sort(Pair.MOST_ALIKE_FIRST);
    for (int i = 0; i < Math.min(teacher.size(), student.size()); i++) {
      if (!few || comparison.budget().isSpent()) {
        pairs.add(new Pair(teacher.get(i), student.get(i), 0));
      }
    }
    return pairs;
  }

  private Pair pair(Element teacher, Element student) {
    JsonComparison trial = new JsonComparison(comparison.tolerance(), null, comparison.budget());
    trial.compare(Path.ROOT, teacher.value, student.value, marks);
    return new Pair(teacher, student, trial.score());
  }
}
