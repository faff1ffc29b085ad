package dev.understudy.sink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectorsTest {
  private static final Redactor ALL = Redactor.of(RedactionPolicy.usual());

  @Test
  void findsEmailAddresses() {
    assertFound(
        "EMAIL",
        "bob@example.com",
        "Bob.O'Neil+tag_1@mail.example.co.uk",
        "jürgen.müller@exämple.de",
        "用户@例子.公司",
        "\"john doe\"@example.com",
        "bob@[192.0.2.7]",
        "bob%40example.com",
        "bob&#64;example.com",
        "bob\\u0040example.com",
        "ｂｏｂ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "bob@xn--exmple-cua.de");
    assertRest("mailto:<bob@example.com>?x", "mailto:<<EMAIL_1>>?x");
    assertRest("请联系bob@example.com谢谢", "请联系<EMAIL_1>谢谢");
    assertRest("user=bob@example.com.", "user=<EMAIL_1>.");
    assertRest("*bob@example.com* and 'eve@example.com'", "*<EMAIL_1>* and '<EMAIL_2>'");
  }

  @Test
  void leavesWhatOnlyLooksLikeAnEmailAddress() {
    assertClean(
        "@app.route('/')",
        "npm i left-pad@1.3.0 @types/node@20",
        "icon@2x.png",
        "root@localhost",
        "git@github.com:group/project.git",
        "a @ b.com",
        "@bob");
  }

  @Test
  void findsPhoneNumbers() {
    assertFound(
        "PHONE",
        "+1 415-555-2671",
        "+14155552671",
        "(415) 555-2671",
        "415-555-2671",
        "415.555.2671",
        "1-415-555-2671",
        "415 555 2671",
        "+44 20 7946 0958",
        "+49 (0)30 901820",
        "+49 30 901820",
        "0044 20 7946 0958",
        "+86 138 0013 8000",
        "＋１ ４１５ ５５５ ２６７１",
        "+33\u00A06\u00A012\u00A034\u00A056\u00A078",
        "415‑555‑2671");
    assertRest("phone: 4155552671!", "phone: <PHONE_1>!");
    assertRest("tel:415-555-2671", "tel:<PHONE_1>");
    assertRest("{\"phone_number\":4155552671}", "{\"phone_number\":\"<PHONE_1>\"}");
    assertRest("call 415-555-2671 or +1 (415) 555 2671", "call <PHONE_1> or <PHONE_1>");
  }

  @Test
  void findsNationalSpellingsOfTheRegionsNamed() {
    Redactor german =
        Redactor.of(
            new RedactionPolicy(
                Set.of(Detector.PHONE), Map.of(), List.of(), List.of("DE", "FR"), null));

    assertThat(german.text("030 901820 und 0171/1234567, 06 12 34 56 78").text())
        .isEqualTo("<PHONE_1> und <PHONE_2>, <PHONE_3>");
    assertThat(german.text("415-555-2671, 2024-01-15, 20240115, 12.345.678,90").text())
        .isEqualTo("415-555-2671, 2024-01-15, 20240115, 12.345.678,90");
  }

  @Test
  void leavesWhatOnlyLooksLikeAPhoneNumber() {
    assertClean(
        "2024-01-15T10:30:00.000Z",
        "on 2024-01-15 10:30",
        "1700000000 and 1700000000123",
        "$4,155,552,671.00",
        "0.4155552671",
        "order 4155552671",
        "req_4155552671",
        "a4155552671b",
        "1 2 3 4 5 6 7 8 9 10",
        "2019 2020 2021 2022",
        "978-3-16-148410-0",
        "Clause 252.227-7013 (c)",
        "123e4567-e89b-12d3-a456-426614174000",
        "version 10.15.7 build 1234567",
        "3.14159265358979");
  }

  @Test
  void findsCards() {
    assertFound(
        "CARD",
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "3782 822463 10005",
        "6011111111111117",
        "3530111333300000",
        "30569309025904",
        "6200000000000005",
        "４１１１１１１１１１１１１１１１");
    assertRest("4111 1111 1111 1111, 12/26", "<CARD_1>, 12/26");
    assertRest("{\"n\":4111111111111111 }", "{\"n\":\"<CARD_1>\" }");
    assertRest("我的卡号4111111111111111谢谢", "我的卡号<CARD_1>谢谢");
  }

  @Test
  void leavesWhatOnlyLooksLikeACard() {
    assertClean(
        "4111111111111112",
        "4111111111111111.25",
        "0.4111111111111111",
        "a4111111111111111",
        "1111111111111111",
        "0000000000000000",
        "41111111111111111111");
  }

  @Test
  void findsBankAccounts() {
    assertFound(
        "IBAN",
        "GB82WEST12345698765432",
        "GB82 WEST 1234 5698 7654 32",
        "gb82 west 1234 5698 7654 32",
        "DE89370400440532013000",
        "DE89-3704-0044-0532-0130-00",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S");
    assertClean("GB82WEST12345698765433", "DE8937040044053201300", "ab12 cd34");
  }

  @Test
  void findsNationalIds() {
    assertFound(
        "NATIONAL_ID",
        "123-45-6789",
        "AB123456C",
        "AB 12 34 56 C",
        "86095742719",
        "255077206805172",
        "2 55 07 72 068 051 72",
        "12345678Z",
        "X1234567L",
        "RSSMRA85T10A562S",
        "131052-308T",
        "11010519491231002X",
        "110105199003071239",
        "529.982.247-25",
        "811218-9876");
    assertRest("SSN 123456789", "SSN <NATIONAL_ID_1>");
    assertRest("{\"bsn\":\"111222333\"}", "{\"bsn\":\"<NATIONAL_ID_1>\"}");
    assertRest("{\"pesel\":44051401359}", "{\"pesel\":\"<NATIONAL_ID_1>\"}");
    assertRest("Aadhaar: 2341 2341 2346", "Aadhaar: <NATIONAL_ID_1>");
    assertRest("CPF 52998224725", "CPF <NATIONAL_ID_1>");
  }

  @Test
  void leavesWhatOnlyLooksLikeANationalId() {
    assertClean(
        "000-12-3456",
        "666-12-3456",
        "123456789",
        "111222333",
        "44051401359",
        "12345678A",
        "QQ123456C",
        "86095742718",
        "1234-123-45-6789");
  }

  @Test
  void findsAddressesOfMachines() {
    assertFound(
        "IP",
        "203.0.113.7",
        "10.0.0.1",
        "2001:db8::1",
        "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        "fe80::1ff:fe23:4567:890a",
        "::ffff:192.0.2.128");
    assertRest("http://203.0.113.7:8080/x", "http://<IP_1>:8080/x");
    assertRest("/hosts/203.0.113.7/disks", "/hosts/<IP_1>/disks");
    assertRest("from 2001:DB8:0::1.", "from <IP_1>.");
    assertRest("2001:db8::1 is 2001:0db8:0:0:0:0:0:1", "<IP_1> is <IP_1>");
  }

  @Test
  void leavesWhatOnlyLooksLikeAnAddressOfAMachine() {
    assertClean(
        "127.0.0.1",
        "0.0.0.0",
        "version 1.2.3.4",
        "v1.2.3.4",
        "Chrome/120.0.0.0 Safari/537.36",
        "1.3.6.1.4.1",
        "256.1.1.1",
        "12:30:45",
        "00:1b:44:11:3a:b7",
        "std::vector",
        "a::b",
        "face::bad",
        "::1",
        "::",
        "ratio 4:3");
  }

  @Test
  void findsKeysAndTokens() {
    assertFound(
        "API_KEY",
        "sk-proj-" + "aB3_".repeat(12),
        "sk-ant-api03-" + "aB3-x".repeat(18),
        "sk-" + "aB3x".repeat(12),
        "AKIAIOSFODNN7EXAMPLE",
        "ASIAIOSFODNN7EXAMPLE",
        "AIza" + "Sy1aB-c".repeat(5),
        "ghp_" + "a1B2".repeat(9),
        "github_pat_" + "11A_".repeat(12),
        "glpat-" + "aB3x".repeat(5),
        "xoxb-" + "123456789012-abcdefGHIJ",
        "sk_live_" + "a1B2".repeat(6),
        "hf_" + "aB3x".repeat(9),
        "npm_" + "aB3x".repeat(9),
        "pypi-AgEIcHlwaS5vcmc" + "aB3x".repeat(12),
        "SG." + "a1B2c3D4e5F6g7H8i9J0k1" + "." + "a".repeat(42) + "7",
        "SK" + "0123456789abcdef".repeat(2));
    assertRest("Authorization: Bearer abc123DEF456ghi789", "Authorization: Bearer <API_KEY_1>");
    assertRest("Basic dXNlcjpwYXNzd29yZA==", "Basic <API_KEY_1>");
    assertRest(
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
        "aws_secret_access_key = <API_KEY_1>\n");
    assertRest("AccountKey=abc123+/abcDEF456789==;x", "AccountKey=<API_KEY_1>;x");
    assertRest(
        "{\"api_key\": \"0123456789abcdef0123456789abcdef\"}", "{\"api_key\": \"<API_KEY_1>\"}");
    assertRest("password: hunter2!", "password: <API_KEY_1>");
    assertRest(
        "postgres://app:s3cr:t@db.example.com/x", "postgres://app:<API_KEY_1>@db.example.com/x");
  }

  @Test
  void leavesWhatOnlyLooksLikeAKey() {
    assertClean(
        "sk-some-long-css-class-name-here",
        "task-0123456789abcdef0123",
        "max_tokens=1234567890123456",
        "the key: a good night's sleep",
        "password: required",
        "Bearer token",
        "a bearer instrument of 2024",
        "idempotency_key=123e4567-e89b-12d3-a456-426614174000",
        "http://example.com:8080/a@b",
        "chatcmpl-9fK3aB7xQ2mN5pR8");
  }

  @Test
  void findsTokensOfTheWeb() {
    String header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
    assertFound("JWT", header + ".eyJzdWIiOiIxMjM0In0.abc-_123", header + ".eyJzdWIiOiIx");
    assertRest("cut: " + header, "cut: <JWT_1>");
    assertClean("eyJub3QiOiJhIHRva2VuIn0.abc.def", "eyJ", "heyJude");
  }

  @Test
  void findsPrivateKeys() {
    String lines = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nBKcwggSjAgEAAoIBAQC7\nabc=\n";
    assertFound(
        "PRIVATE_KEY",
        "-----BEGIN PRIVATE KEY-----\n" + lines + "-----END PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\r\n" + lines + "-----END OPENSSH PRIVATE KEY-----",
        ("-----BEGIN RSA PRIVATE KEY-----\n" + lines + "-----END RSA PRIVATE KEY-----")
            .replace("\n", "\\n"),
        "-----BEGIN EC PRIVATE KEY-----\n" + lines.strip(),
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,1\n\n"
            + lines.strip());
    assertClean(
        "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----",
        "a file starts with -----BEGIN PRIVATE KEY----- and then has base64",
        "----------");
  }

  private static void assertFound(String kind, String... values) {
    List<String> left = new ArrayList<>();
    for (String value : values) {
      for (String around : new String[] {"", " ", "\n", "\"", "(", ","}) {
        String before = around;
        String after = around.equals("(") ? ")" : around;
        String redacted = ALL.text(before + value + after).text();
        String wanted = before + "<" + kind + "_1>" + after;
        boolean opened =
            redacted.equals(wanted.substring(1, wanted.length() - after.length()) + after);
        if (!redacted.equals(wanted) && !(around.equals("(") && opened)) {
          left.add(before + value + after + " -> " + redacted);
        }
      }
    }
    assertThat(left).isEmpty();
  }

  private static void assertRest(String text, String redacted) {
    assertThat(ALL.text(text).text()).isEqualTo(redacted);
  }

  private static void assertClean(String... texts) {
    for (String text : texts) {
      assertThat(ALL.text(text).text()).isEqualTo(text);
    }
  }
}
