package io.sluice.control.mode;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.ActionType;
import io.sluice.codec.ReasonCode;
import io.sluice.codec.RecoveryStage;
import io.sluice.codec.SystemMode;
import io.sluice.config.ConfigLoader;
import io.sluice.control.config.Settings;
import io.sluice.control.gate.GateTable;
import io.sluice.control.step.Step;
import io.sluice.control.timer.TimerBook;
import io.sluice.record.RecordEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All subsets of causes, with every stage of a recovery owed and every forced mode, against the rule as SPEC states it:
 * the mode is the most severe that anything asks for, an action is allowed if every row allows it, and a forced mode
 * stands in the place of the degraded and safe_mode causes and of a recovery owed.
 */
class GateModelTest {
    private static final List<ActionType> ACTIONS = List.of(
            ActionType.OPEN,
            ActionType.SEND,
            ActionType.AMEND,
            ActionType.CANCEL,
            ActionType.REDUCE_ONLY,
            ActionType.QUERY);

    /** The matrix of G-1 as SPEC prints it. */
    private static final Map<String, String> MATRIX = Map.of(
            "normal", "Y Y Y Y Y Y",
            "degraded", "w Y Y Y Y Y",
            "safe_mode", "- - - w Y Y",
            "safe_mode_disconnected", "- - - - - w",
            "halt", "- - - - - Y",
            "connect_broker", "- - - - - Y",
            "catchup_marketdata", "- - - - - Y",
            "verify_risk", "- - - Y - Y",
            "ready", "- - - Y Y Y");

    private static final List<String> BY_SEVERITY =
            List.of("normal", "recovering", "degraded", "safe_mode", "safe_mode_disconnected", "halt");

    /** M-2, as far as it raises causes that stand; {@code emergency} is no reason but the stop itself. */
    private static final List<String> CAUSES = List.of(
            "BROKER_DISCONNECT safe_mode_disconnected",
            "BROKER_MISMATCH halt",
            "RISK_BREACH_HARD halt",
            "POSITION_UNKNOWN halt",
            "RECOVERY_FAILED halt",
            "MARKET_DATA_STALE safe_mode",
            "RISK_TIMEOUT safe_mode",
            "DB_BUFFER_OVERFLOW safe_mode",
            "EQUITY_STALE safe_mode",
            "MARKET_DATA_QUALITY_LOW degraded",
            "DB_WRITE_FAIL_BUFFERED degraded",
            "ALERTS_CHANNEL_DOWN degraded",
            "SYSTEM_UNKNOWN degraded",
            "RISK_BREACH_SOFT degraded",
            "emergency halt");

    private static final List<String> COVERED = List.of("degraded", "safe_mode");

    private static final List<String> STAGES = List.of("connect_broker", "catchup_marketdata", "verify_risk", "ready");
    private static final int ALL = 0b111111;
    private static final Map<String, Integer> ALLOWED = cells("Yw");
    private static final Map<String, Integer> WARNED = cells("w");

    /** A recovery owed at whatever stage the test says, untouched by causes. */
    private static final class Debt implements RecoveryDebt {
        private RecoveryStage stage;

        @Override
        public boolean isOwed() {
            return stage != null;
        }

        @Override
        public RecoveryStage stage() {
            return stage;
        }

        @Override
        public void owe(final ReasonCode why) {
            throw new AssertionError("nothing goes in this test");
        }

        @Override
        public void setBack() {
            // the stage is the test's
        }
    }

    @Test
    @Tag("G-1")
    @Tag("G-1a")
    @Tag("M-2")
    @Tag("M-3")
    @Tag("M-5")
    void shouldAgreeWithTheRuleForEverySubsetOfCauses() {
        final Settings settings = new Settings(
                ConfigLoader.load("test.conf", "sluice.hitl.allowed-operators = [alice]", Map.of(), List.of())
                        .control());
        final Step step = new Step();
        step.begin(new RecordEncoder(1 << 16), 1, 1);
        int checked = 0;
        for (int subset = 0; subset < 1 << CAUSES.size(); subset++) {
            final Debt debt = new Debt();
            final CauseBook book = new CauseBook(settings, step, new TimerBook(4), debt);
            final List<String> asked = new ArrayList<>();
            for (int i = 0; i < CAUSES.size(); i++) {
                if ((subset >> i & 1) != 0) {
                    raise(book, CAUSES.get(i).split(" ")[0]);
                    asked.add(CAUSES.get(i).split(" ")[1]);
                }
            }
            for (int stage = -1; stage < 4; stage++) {
                debt.stage = stage < 0 ? null : RecoveryStage.get((short) stage);
                for (int forced = -1; forced < BY_SEVERITY.size(); forced++) {
                    if (forced != 1) {
                        book.force(
                                forced < 0 ? SystemMode.NULL_VAL : SystemMode.get((short) forced),
                                ReasonCode.FORCE_OVERRIDE);
                        check(book, asked, debt.stage, forced < 0 ? null : BY_SEVERITY.get(forced));
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isEqualTo((1 << 15) * 5 * 6);
    }

    private static void raise(final CauseBook book, final String cause) {
        if (cause.equals("emergency")) {
            book.emergency(true, ReasonCode.EMERGENCY_OPERATOR);
        } else {
            book.raise(ReasonCode.valueOf(cause), CauseBook.EVENT);
        }
    }

    /** The rule, in other words and with other means than the machine's. */
    private static void check(
            final CauseBook book, final List<String> asked, final RecoveryStage stage, final String forced) {
        String mode = forced == null ? "normal" : forced;
        int allowed = forced == null ? ALL : ALLOWED.get(forced);
        int warned = forced == null ? 0 : WARNED.get(forced);
        for (final String cause : asked) {
            if (forced == null || !COVERED.contains(cause)) {
                mode = BY_SEVERITY.indexOf(cause) > BY_SEVERITY.indexOf(mode) ? cause : mode;
                allowed &= ALLOWED.get(cause);
                warned |= WARNED.get(cause);
            }
        }
        if (stage != null && forced == null) {
            mode = mode.equals("normal") ? "recovering" : mode;
            allowed &= ALLOWED.get(STAGES.get(stage.value()));
            warned |= WARNED.get(STAGES.get(stage.value()));
        }
        if (!book.mode().name().equalsIgnoreCase(mode)) {
            throw new AssertionError(asked + " " + stage + " " + forced + ": " + book.mode() + ", not " + mode);
        }
        final int row = book.gateRow();
        for (int i = 0; i < ACTIONS.size(); i++) {
            final boolean may = (allowed >> i & 1) != 0;
            final boolean warns = may && (warned >> i & 1) != 0;
            if (GateTable.allows(row, ACTIONS.get(i)) != may || GateTable.warns(row, ACTIONS.get(i)) != warns) {
                throw new AssertionError(asked + " " + stage + " " + forced + ": " + ACTIONS.get(i));
            }
        }
    }

    private static Map<String, Integer> cells(final String marks) {
        return MATRIX.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, row -> {
            final String[] cells = row.getValue().split(" ");
            int bits = 0;
            for (int i = 0; i < cells.length; i++) {
                bits |= marks.contains(cells[i]) ? 1 << i : 0;
            }
            return bits;
        }));
    }
}
