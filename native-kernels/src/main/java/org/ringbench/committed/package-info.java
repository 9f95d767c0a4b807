/** Files that are built on another machine and committed: the PTX and the native library. */
package org.ringbench.committed;
