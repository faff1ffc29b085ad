package dev.understudy.gateway.demo.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InboxTest {
  @Test
  void sameSeedBringsTheSameMessages() throws IOException {
    List<Message> once = new Inbox(3).next(50);
    Inbox again = new Inbox(3);

    assertThat(again.next(20)).isEqualTo(once.subList(0, 20));
    assertThat(again.next(30)).isEqualTo(once.subList(20, 50));
    assertThat(new Inbox(4).next(50)).isNotEqualTo(once);
  }

  @Test
  void noMessageComesTwice() throws IOException {
    Inbox inbox = new Inbox(1);

    List<Message> messages = inbox.next(2_000);
    messages.addAll(inbox.next(2_000));

    assertThat(messages.stream().map(Message::text)).doesNotHaveDuplicates();
  }

  @Test
  void everyWordInBracesIsFilledIn() throws IOException {
    assertThat(new Inbox(2).next(3_000))
        .allSatisfy(message -> assertThat(message.text()).isNotBlank().doesNotContain("{", "}"));
  }

  @Test
  void everyTopicComes() throws IOException {
    assertThat(
            new Inbox(2)
                .next(5_000).stream()
                    .collect(Collectors.groupingBy(Message::topic, Collectors.counting())))
        .containsOnlyKeys("billing", "delivery", "fault", "account", "praise")
        .allSatisfy((topic, count) -> assertThat(count).isBetween(650L, 1_200L));
  }

  @Test
  void messageIsAskedAboutAndAnsweredAsThePracticeTeacherReadsIt() {
    Message message = new Message("Where is my \"lamp\"?", "delivery");

    assertThat(message.call("practice-large").at("/messages/1/content").asText())
        .isEqualTo("Where is my \"lamp\"?");
    assertThat(message.recorded().path("answer").asText()).isEqualTo("{\"topic\": \"delivery\"}");
    assertThat(message.recorded().path("messages"))
        .isEqualTo(message.call("practice-large").path("messages"));
    assertThat(message).hasToString("Message[delivery]");
  }
}
