# Sourced from the project's folder: builds the program and the benchmarks when sources are newer,
# and sets $classpath.
stamp=bench/target/classpath.txt
if [ ! -s "$stamp" ] || [ -n "$(find . -name target -prune -o \( -name '*.java' -o -name pom.xml \) -newer "$stamp" -print -quit)" ]; then
  echo "building" >&2
  rm -f "$stamp"
  ./mvnw -q -B -Dmaven.test.skip=true -Dspotless.check.skip package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath \
    -Dmdep.outputFile=target/dependencies.txt -Dmdep.includeScope=runtime >&2
  printf '%s:%s' "$PWD/bench/target/classes" "$(cat bench/target/dependencies.txt)" >"$stamp"
fi
classpath=$(cat "$stamp")
