/** The guardian: one lock that rejects what waits and blocks what comes (SPEC H-8). */
package io.sluice.control.guardian;
