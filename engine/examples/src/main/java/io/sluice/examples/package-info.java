/** Examples for embedding users, run by the build. They use only what a user of the engine jar is meant to see. */
package io.sluice.examples;
