package dev.understudy.archives.pages;

/**
 * How a command ended.
 *
 * @param status its exit status
 * @param out what it said
 * @param err what it complained of
 */
record Outcome(int status, String out, String err) {}
