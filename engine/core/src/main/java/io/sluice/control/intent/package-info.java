/**
 * Decisions: exactly one for each intent, the memory of those given, and the checks that hold for every new risk (SPEC
 * G-3, G-4). It does not know how a person is asked, nor how an intent is taken apart.
 */
package io.sluice.control.intent;
