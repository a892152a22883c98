/** Which version of a model is promoted, and who uses which (SPEC S-2). */
package io.sluice.control.models;
