package dev.understudy.sink.capture;

import java.nio.file.Path;

class KilledAtEachStepTest extends KillsAtEachStep {
  KilledAtEachStepTest() {
    super(new TestStore.InAFolder());
  }

  @Override
  String place(Path folder) {
    return folder.resolve("captures").toString();
  }
}
