/** Tests that a gateway can be watched: its traces, metrics, dashboards, alerts and log. */
@NullMarked
package dev.understudy.deploy.watching;

import org.jspecify.annotations.NullMarked;
