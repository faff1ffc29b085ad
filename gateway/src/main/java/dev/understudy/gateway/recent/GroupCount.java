package dev.understudy.gateway.recent;

/**
 * How many disagreements are alike.
 *
 * @param number the group's number on its route, 0 for the rest
 * @param group what they differ in
 * @param cases how many there are
 * @param judged of how many a person said something
 * @param newest the newest of them
 */
public record GroupCount(int number, Group group, int cases, int judged, Moment newest) {}
