package dev.understudy.trainer.filter;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The languages that are told, by ISO 639-1, and the model's names for them (ISO 639-3, some with a
 * script). What of the model's has no code of two letters, dialects mostly, is left aside.
 */
final class LanguageCodes {
  private static final String TABLE =
      "afr af amh am ara ar asm as aze az bak ba bel be ben bn bos bs bre br bul bg cat ca ces cs"
          + " che ce cmn zh cym cy dan da deu de div dv ekk et ell el eng en epo eo est et eus eu"
          + " fao fo fas fa fin fi fra fr fry fy ful ff gla gd gle ga glg gl gug gn guj gu hat ht"
          + " hau ha heb he hin hi hrv hr hun hu hye hy ibo ig ind id isl is ita it jav jv jpn ja"
          + " kan kn kat ka kaz kk khm km kin rw kir ky kor ko kur ku lao lo lat la lav lv lim li"
          + " lin ln lit lt ltz lb lug lg lvs lv mal ml mar mr mkd mk mlg mg mlt mt mon mn mri mi"
          + " msa ms mya my mya-zaw my nep ne nld nl nno nn nob nb oci oc ori or orm om pan pa pes"
          + " fa pnb pa pol pl por pt pus ps quz qu roh rm ron ro rus ru san sa sin si slk sk slv sl"
          + " snd sd som so spa es sqi sq srd sc srp sr ssw ss swa sw swe sv tam ta tat tt tel te"
          + " tgk tg tgl tl tha th tsn tn tuk tk tur tr uig ug ukr uk urd ur uzb uz vie vi vol vo"
          + " wol wo xho xh yid yi yor yo zho-simp zh zho-trad zh zul zu";

  private static final Map<String, String> BY_MODEL = byModel();
  private static final Set<String> KNOWN =
      Collections.unmodifiableSet(new TreeSet<>(BY_MODEL.values()));

  private LanguageCodes() {}

  private static Map<String, String> byModel() {
    String[] words = TABLE.split(" ", -1);
    Map<String, String> codes = new TreeMap<>();
    for (int i = 0; i < words.length; i += 2) {
      codes.put(words[i], words[i + 1]);
    }
    return Collections.unmodifiableMap(codes);
  }

  /** The code of what the model calls so, or null. */
  static @Nullable String of(String modelsName) {
    return BY_MODEL.get(modelsName);
  }

  /** Whether the code is of a language that is told. */
  static boolean isKnown(String code) {
    return KNOWN.contains(code);
  }
}
