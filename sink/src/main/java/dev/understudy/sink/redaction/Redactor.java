package dev.understudy.sink.redaction;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.sink.redaction.Pages.Page;
import dev.understudy.sink.redaction.address.Emails;
import dev.understudy.sink.redaction.address.IpAddresses;
import dev.understudy.sink.redaction.address.Ipv6Addresses;
import dev.understudy.sink.redaction.body.Inspection;
import dev.understudy.sink.redaction.body.Patterns;
import dev.understudy.sink.redaction.body.Placeholders;
import dev.understudy.sink.redaction.body.Pointers;
import dev.understudy.sink.redaction.body.Search;
import dev.understudy.sink.redaction.body.Sheet;
import dev.understudy.sink.redaction.body.Unredactable;
import dev.understudy.sink.redaction.number.Cards;
import dev.understudy.sink.redaction.number.Ibans;
import dev.understudy.sink.redaction.number.NationalCodes;
import dev.understudy.sink.redaction.number.NationalIds;
import dev.understudy.sink.redaction.number.NumberCheck;
import dev.understudy.sink.redaction.number.Numbers;
import dev.understudy.sink.redaction.number.Phones;
import dev.understudy.sink.redaction.secret.ApiKeys;
import dev.understudy.sink.redaction.secret.Credentials;
import dev.understudy.sink.redaction.secret.Jwts;
import dev.understudy.sink.redaction.secret.PrivateKeys;
import dev.understudy.sink.redaction.secret.UrlPasswords;
import dev.understudy.sink.redaction.text.Anchored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of entries what a policy says must never be stored, and leaves all else as it is, byte
 * for byte. In the place of each thing comes a placeholder such as {@code <EMAIL_1>}: within one
 * entry the same value has the same number. Redacting twice is redacting once.
 *
 * <p>Immutable, thread-safe; takes time in proportion to the entry, so not for event loops. What
 * cannot be searched ends in {@link UnredactableEntry}; such an entry must not be stored.
 */
public final class Redactor {
  /** Where requests name the user, in OpenAI's and Anthropic's APIs. */
  private static final List<String> USERS =
      List.of("/user", "/safety_identifier", "/metadata/user_id");

  private final Inspection inspection;
  private final @Nullable PseudonymKey pseudonyms;

  private Redactor(RedactionPolicy policy) {
    this.pseudonyms = policy.pseudonyms();
    Set<String> kinds = new HashSet<>(policy.patterns().keySet());
    for (Detector detector : Detector.values()) {
      kinds.add(detector.name());
    }
    this.inspection =
        new Inspection(
            anchored(policy),
            new Patterns(policy.patterns()),
            kinds,
            Pointers.of(policy.drop(), pseudonyms == null ? List.of() : USERS),
            Pointers.of(policy.drop(), List.of()),
            pseudonyms == null ? UnaryOperator.identity() : pseudonyms::pseudonym);
  }

  /** What does as the policy says. */
  public static Redactor of(RedactionPolicy policy) {
    return new Redactor(policy);
  }

  private static List<Anchored> anchored(RedactionPolicy policy) {
    List<Anchored> all = new ArrayList<>();
    List<NumberCheck> numbers = new ArrayList<>();
    for (Detector detector : policy.detectors()) {
      switch (detector) {
        case EMAIL -> all.add(new Emails());
        case PHONE -> {
          Phones phones = new Phones(policy.phoneRegions());
          all.add(phones);
          numbers.add(phones);
        }
        case CARD -> numbers.add(new Cards());
        case IBAN -> all.add(new Ibans());
        case NATIONAL_ID -> {
          numbers.add(new NationalIds());
          all.add(new NationalCodes());
        }
        case IP -> {
          all.add(new IpAddresses());
          all.add(new Ipv6Addresses());
        }
        case API_KEY -> {
          all.add(new ApiKeys());
          all.add(new Credentials());
          all.add(new UrlPasswords());
        }
        case JWT -> all.add(new Jwts());
        case PRIVATE_KEY -> all.add(new PrivateKeys());
      }
    }
    if (!numbers.isEmpty()) {
      all.add(new Numbers(numbers));
    }
    return all;
  }

  /**
   * The entry as it may be stored.
   *
   * @throws UnredactableEntry if it must not be
   */
  public Entry redact(Entry entry) {
    return redactCounting(entry).entry();
  }

  /**
   * The same, and how many things were taken out of it.
   *
   * @throws UnredactableEntry if it must not be stored
   */
  public Redacted redactCounting(Entry entry) {
    return guarded(
        () -> {
          Pages pages = new Pages(inspection);
          Function<Exchange, Entry> exchange = one -> exchange(one, pages);
          Entry redacted =
              entry.fold(exchange, one -> comparison(one, pages), one -> feedback(one, pages));
          return new Redacted(redacted, pages.hits());
        });
  }

  /**
   * A text as it may be stored, such as a column of what was captured before. Text that is JSON
   * stays JSON.
   *
   * @throws UnredactableEntry if it must not be stored
   */
  public RedactedText text(String text) {
    return guarded(() -> text(pages -> pages.line(text)));
  }

  /**
   * A request's or an answer's JSON as it may be stored: as {@link #text}, and values that the
   * policy's pointers name are treated as they are in bodies.
   *
   * @throws UnredactableEntry if it must not be stored
   */
  public RedactedText json(String json) {
    return guarded(() -> text(pages -> pages.json(json)));
  }

  /**
   * Texts that belong together as they may be stored, such as a conversation and its answer: the
   * same value gets the same placeholder in all of them, by the order in which they are given. Each
   * is searched as {@link #text} searches it.
   *
   * @throws UnredactableEntry if one of them must not be stored
   */
  public RedactedTexts together(List<@Nullable String> texts) {
    return guarded(
        () -> {
          Pages pages = new Pages(inspection);
          List<Page> searched = new ArrayList<>(texts.size());
          texts.forEach(text -> searched.add(pages.line(text)));
          pages.settle();
          List<@Nullable String> settled = new ArrayList<>(texts.size());
          searched.forEach(page -> settled.add(page.settled()));
          return new RedactedTexts(settled, pages.hits());
        });
  }

  /**
   * Where things stand in a text that would be taken out of it, in order; the text is searched as
   * {@link #text} searches it.
   *
   * @throws UnredactableEntry if the text cannot be searched
   */
  public List<Find> finds(String text) {
    return guarded(
        () -> {
          Sheet sheet = new Sheet(text.toCharArray());
          new Search(inspection, new Placeholders(), sheet).line();
          List<Find> finds = new ArrayList<>();
          sheet.finds((kind, from, to) -> finds.add(new Find(kind, from, to)));
          return List.copyOf(finds);
        });
  }

  private RedactedText text(Function<Pages, Page> searched) {
    Pages pages = new Pages(inspection);
    Page page = searched.apply(pages);
    pages.settle();
    return new RedactedText(page.content(), pages.hits());
  }

  /** Whatever goes wrong, the caller hears of it in one way, and without content. */
  private static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (UnredactableEntry known) {
      throw known;
    } catch (Unredactable known) {
      throw new UnredactableEntry(String.valueOf(known.getMessage()));
    } catch (RuntimeException | StackOverflowError fault) {
      throw UnredactableEntry.fault(fault);
    }
  }

  private Exchange exchange(Exchange one, Pages pages) {
    boolean ended = one.outcome() == Outcome.COMPLETE;
    Page target = pages.line(one.target());
    Page app = pages.line(one.app());
    Page user = user(one.user(), pages);
    Page session = pages.line(one.session());
    Page tags = pages.line(one.tags());
    BodyText asked = BodyText.of("request", one.requestBody(), one.requestHeaders());
    BodyText answered = BodyText.of("response", one.responseBody(), one.responseHeaders());
    List<Page> asking = headers(one.requestHeaders(), one.user(), pages);
    pages.request(asked, one.requestBody().truncated());
    List<Page> answering = headers(one.responseHeaders(), null, pages);
    pages.response(answered, one.responseBody().truncated() || !ended);
    Page error = pages.line(one.error());
    pages.settle();
    Exchange redacted =
        new Exchange(
            one.requestId(),
            one.exchangeId(),
            one.role(),
            one.receivedAt(),
            one.instance(),
            one.rulesVersion(),
            one.route(),
            one.launch(),
            one.bucket(),
            app.settled(),
            user.settled(),
            session.settled(),
            tags.settled(),
            one.upstream(),
            one.mayTrain(),
            one.method(),
            target.content(),
            one.status(),
            one.outcome(),
            error.settled(),
            one.firstByte(),
            one.duration(),
            headers(one.requestHeaders(), asking, asked),
            headers(one.responseHeaders(), answering, answered),
            asked.settled(),
            answered.settled());
    return redacted.equals(one) ? one : redacted;
  }

  /** A user's id: its pseudonym where there is a key, else what the detectors leave of it. */
  private Page user(@Nullable String user, Pages pages) {
    if (user == null || user.isEmpty() || pseudonyms == null) {
      return pages.line(user);
    }
    String pseudonym = pseudonyms.pseudonym(user);
    if (!pseudonym.equals(user)) {
      pages.count("USER");
    }
    return new Page(pseudonym, null);
  }

  private List<Page> headers(List<Header> headers, @Nullable String user, Pages pages) {
    List<Page> values = new ArrayList<>(headers.size());
    for (Header header : headers) {
      String value = header.value();
      values.add(value.equals(user) ? user(value, pages) : pages.line(value));
    }
    return values;
  }

  private static List<Header> headers(List<Header> headers, List<Page> values, BodyText body) {
    List<Header> redacted = new ArrayList<>(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      if (!body.outdates(headers.get(i))) {
        redacted.add(new Header(headers.get(i).name(), values.get(i).content()));
      }
    }
    return redacted;
  }

  private static Comparison comparison(Comparison one, Pages pages) {
    Page version = pages.line(one.studentVersion());
    List<Page> pointers = each(one.differences(), place -> pages.line(place.pointer()));
    List<Page> teachers = each(one.differences(), place -> pages.json(place.teacher()));
    List<Page> students = each(one.differences(), place -> pages.json(place.student()));
    List<Page> remarks = each(one.remarks(), pages::line);
    pages.settle();
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < one.differences().size(); i++) {
      differences.add(
          new Difference(
              pointers.get(i).content(), teachers.get(i).settled(), students.get(i).settled()));
    }
    Comparison redacted =
        new Comparison(
            one.requestId(),
            one.comparedAt(),
            one.instance(),
            one.rulesVersion(),
            one.route(),
            one.student(),
            version.settled(),
            one.comparator(),
            one.verdict(),
            one.score(),
            differences,
            remarks.stream().map(Page::content).toList(),
            one.echo(),
            one.duration(),
            one.firstByte());
    return redacted.equals(one) ? one : redacted;
  }

  private static <T> List<Page> each(List<T> all, Function<T, Page> search) {
    List<Page> searched = new ArrayList<>();
    for (T one : all) {
      searched.add(search.apply(one));
    }
    return searched;
  }

  private static Feedback feedback(Feedback one, Pages pages) {
    Page label = pages.line(one.label());
    Page correction = pages.line(one.correction());
    Page annotator = pages.line(one.annotator());
    Page comment = pages.line(one.comment());
    pages.settle();
    Feedback redacted =
        new Feedback(
            one.requestId(),
            one.givenAt(),
            one.instance(),
            one.score(),
            label.settled(),
            correction.settled(),
            annotator.settled(),
            comment.settled());
    return redacted.equals(one) ? one : redacted;
  }
}
