/** What single steps of a capture cost, by JMH: reading the wire, the spool, a row of Parquet. */
@NullMarked
package dev.understudy.bench.micro;

import org.jspecify.annotations.NullMarked;
