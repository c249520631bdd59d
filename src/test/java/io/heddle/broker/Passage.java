package io.heddle.broker;

import io.heddle.session.SessionStore;
import io.heddle.session.StoreFigures;
import io.heddle.store.TestedStore;

/** Passes on to a store what nobody has to look at. Belongs to one thread. */
abstract class Passage implements SessionStore {
  final TestedStore tested;

  Passage(TestedStore tested) {
    this.tested = tested;
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void hold(long body) {
    tested.store().hold(body);
  }

  @Override
  public boolean holdIfKept(long body) {
    return tested.store().holdIfKept(body);
  }

  @Override
  public void letGo(long body) {
    tested.store().letGo(body);
  }

  @Override
  public long mark() {
    return tested.store().mark();
  }

  @Override
  public boolean isSafe(long mark) {
    return tested.store().isSafe(mark);
  }

  @Override
  public boolean await(long mark, long nanos) throws InterruptedException {
    return tested.store().await(mark, nanos);
  }

  @Override
  public boolean isFull() {
    return tested.store().isFull();
  }

  @Override
  public StoreFigures figures() {
    return tested.store().figures();
  }
}
