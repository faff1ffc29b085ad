package dev.understudy.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparksTest {
  private static final String OWN = "/opt/understudy-trainer/understudy-trainer.jar";

  private static SparkConf conf(SparkConf given, @Nullable String master) {
    return Sparks.conf(given, master, new String[] {OWN});
  }

  private static SparkConf nothing() {
    return new SparkConf(false);
  }

  @Test
  void executorsOfAClusterAreSentOurJar() {
    assertThat(conf(nothing(), "spark://host:7077").get("spark.jars")).isEqualTo(OWN);
  }

  @Test
  void noJarIsSentWithinOneProcess() {
    SparkConf conf = conf(nothing(), null);

    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.contains("spark.jars")).isFalse();
  }

  @Test
  void nothingIsSentOfAProgramThatIsNoJar() {
    SparkConf conf = Sparks.conf(nothing(), "spark://host:7077", new String[0]);

    assertThat(conf.contains("spark.jars")).isFalse();
  }

  @Test
  void whatSparkSubmitSaysStays() {
    SparkConf given =
        nothing()
            .set("spark.master", "spark://other:7077")
            .set("spark.jars", "hdfs:///understudy-trainer.jar")
            .set("spark.sql.shuffle.partitions", "400");

    SparkConf conf = conf(given, null);

    assertThat(conf.get("spark.master")).isEqualTo("spark://other:7077");
    assertThat(conf.get("spark.jars")).isEqualTo("hdfs:///understudy-trainer.jar");
    assertThat(conf.get("spark.sql.shuffle.partitions")).isEqualTo("400");
  }
}
