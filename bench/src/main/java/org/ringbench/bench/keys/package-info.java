/** Private keys, requests and certificates of the three roles: a small CA. */
package org.ringbench.bench.keys;
