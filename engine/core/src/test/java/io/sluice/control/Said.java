package io.sluice.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What the machine said because of some inputs. */
record Said(List<Outcome> outcomes) {
    List<Outcome> all(final String type) {
        return outcomes.stream().filter(outcome -> outcome.type().equals(type)).toList();
    }

    /** The one outcome of a type. */
    Outcome one(final String type) {
        assertThat(all(type)).as("one %s in %s", type, briefs()).hasSize(1);
        return all(type).get(0);
    }

    /** Everything in few words, in order. */
    List<String> briefs() {
        return outcomes.stream().map(Outcome::brief).toList();
    }

    /** The same without what is said of recovery stages. */
    List<String> briefs(final String... types) {
        return outcomes.stream()
                .filter(outcome -> List.of(types).contains(outcome.type()))
                .map(Outcome::brief)
                .toList();
    }

    /** Code of the answer. */
    String result() {
        return one("CommandResult").get("code");
    }

    boolean isNothing() {
        return outcomes.isEmpty();
    }
}
