/**
 * What proves the speed: microbenchmarks of the parts, and a harness that measures the whole way of an intent against
 * its floor in the same process. Benchmarks check their answers, so that a refusal never passes for a fast decision.
 * Nothing else in the project may use this package.
 */
package io.sluice.bench;
