package dev.understudy.sink.capture;

/** How safe a record is when its receipt comes. */
public enum Durability {
  /** In this process's memory: lost when the process is killed. */
  MEMORY,
  /** In the operating system's page cache: survives the process being killed, not a power loss. */
  OS,
  /** On the disk, synced in groups: survives a power loss. */
  DISK
}
