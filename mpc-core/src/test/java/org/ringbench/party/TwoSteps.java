package org.ringbench.party;

import org.ringbench.plan.Setting;

/** A program of its own: two steps of a small training, with a timeline or without. */
final class TwoSteps {
  private TwoSteps() {}

  public static void main(String[] arguments) {
    SessionSpec spec = Training.of("mlp", Setting.of(16)).spec();
    boolean traced = arguments[0].equals("traced");
    try (Session session = traced ? Session.openTraced(spec) : Session.open(spec)) {
      session.step();
      session.step();
    }
  }
}
