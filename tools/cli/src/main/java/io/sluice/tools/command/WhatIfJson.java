package io.sluice.tools.command;

import io.sluice.codec.DecisionDecoder;
import io.sluice.json.Decimals;
import io.sluice.json.JsonText;
import io.sluice.json.Times;
import io.sluice.replay.whatif.Difference;
import io.sluice.replay.whatif.IntentAnswer;
import io.sluice.replay.whatif.Moment;
import io.sluice.replay.whatif.WhatIf;
import io.sluice.schema.Schema;
import java.nio.file.Path;
import java.util.List;

/** What would have been different, as JSON. */
final class WhatIfJson {
    private final WhatIf whatIf;
    private final OtherConfig other;
    private final ConfirmedReplay replay;
    private final StringBuilder out = new StringBuilder();
    private final JsonText json = new JsonText(out);

    WhatIfJson(final WhatIf whatIf, final OtherConfig other, final ConfirmedReplay replay) {
        this.whatIf = whatIf;
        this.other = other;
        this.replay = replay;
    }

    /** @param limit most differences to list. */
    String render(final Path directory, final int limit) {
        final List<Difference> differences = whatIf.differences();
        json.open('{').key("dir").string(directory.toString()).key("kind").string(replay.kind());
        json.key("seq").number(replay.lastSequence());
        json.key("time").string(Times.toString(replay.lastTimeNs()));
        json.key("changes").open('[');
        for (final OtherConfig.Change change : other.changes()) {
            json.open('{').key("key").string(change.key());
            json.key("recorded").string(change.recorded()).key("other").string(change.other());
            json.close('}');
        }
        json.close(']').key("intents").number(whatIf.intents());
        json.key("different").number(differences.size());
        counts();
        json.key("held").open('{').key("recorded").number(whatIf.was().held());
        json.key("other").number(whatIf.would().held()).close('}');
        json.key("drawdown").open('{');
        Shift.of(whatIf).forEach(this::shift);
        json.close('}').key("differences").open('[');
        differences.stream().limit(limit).forEach(this::difference);
        json.close(']').close('}');
        return out.append('\n').toString();
    }

    private void counts() {
        json.key("answers").open('[');
        for (final WhatIf.Count count : whatIf.counts()) {
            final int space = count.answer().indexOf(' ');
            json.open('{').key("verdict").string(count.answer().substring(0, space));
            json.key("code").string(count.answer().substring(space + 1));
            json.key("recorded").number(count.was()).key("other").number(count.would());
            json.close('}');
        }
        json.close(']');
    }

    private void shift(final Shift shift) {
        json.key(shift.what()).open('{');
        moment("recorded", shift.was());
        moment("other", shift.would());
        if (shift.isBoth()) {
            json.key("laterMs").number(shift.laterNs() / 1_000_000);
            json.key("laterRecords").number(shift.laterRecords());
        }
        json.close('}');
    }

    private void moment(final String key, final Moment moment) {
        if (moment != null) {
            json.key(key).open('{').key("seq").number(moment.sequence());
            json.key("time").string(Times.toString(moment.timeNs())).close('}');
        }
    }

    private void difference(final Difference difference) {
        json.open('{').key("seq").number(difference.sequence());
        json.key("time").string(Times.toString(difference.timeNs()));
        json.key("strategyId").number(difference.strategyId());
        json.key("intentId").number(difference.intentId());
        json.key("action")
                .string(Schema.values("ActionType").spelling(difference.action().value()));
        answer("recorded", difference.was());
        answer("other", difference.would());
        json.close('}');
    }

    private void answer(final String key, final IntentAnswer answer) {
        if (answer == null) {
            return;
        }
        json.key(key).open('{').key("seq").number(answer.sequence());
        json.key("time").string(Times.toString(answer.timeNs()));
        json.key("verdict")
                .string(Schema.values("Verdict").spelling(answer.verdict().value()));
        json.key("code").string(Schema.values("Code").spelling(answer.code().value()));
        decimal("quantity", answer.quantity());
        decimal("leverage", answer.leverage());
        json.key("held").bool(answer.wasHeld()).close('}');
    }

    private void decimal(final String key, final long e8) {
        if (e8 != DecisionDecoder.quantityNullValue()) {
            json.key(key).string(Decimals.toString(e8));
        }
    }
}
