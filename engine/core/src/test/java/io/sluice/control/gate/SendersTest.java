package io.sluice.control.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Role;
import io.sluice.json.JsonInput;
import io.sluice.json.MalformedException;
import io.sluice.schema.MessageIds;
import io.sluice.schema.MessageSpec;
import io.sluice.schema.Schema;
import io.sluice.testing.Golden;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("W-8")
class SendersTest {
    private final JsonInput play = new JsonInput(JsonInput.Source.PLAY, Senders::defaultRole);

    @Test
    void shouldSayWhoMaySendWhat() throws IOException {
        final StringBuilder table = new StringBuilder("| type | who may send |\n| --- | --- |\n");
        for (final MessageSpec spec : Schema.messages()) {
            final String roles = Senders.roles(spec.id()).stream()
                    .map(role -> Schema.values("Role").spelling(role.value()))
                    .collect(Collectors.joining(", "));
            if (!roles.isEmpty()) {
                table.append("| ")
                        .append(spec.name())
                        .append(" | ")
                        .append(roles)
                        .append(" |\n");
            }
        }
        Golden.check("senders.md", table.toString());
    }

    @Test
    void shouldLetNobodyElseSendIt() {
        for (int id = -1; id < 400; id++) {
            for (int role = -1; role < 256; role++) {
                final boolean isListed = role >= 0
                        && role <= Role.ENGINE.value()
                        && Senders.roles(id).contains(Role.get((short) role));
                assertThat(Senders.may(id, role)).isEqualTo(isListed);
            }
        }
    }

    @Test
    void shouldHaveSendersForEveryInputAndNothingElse() {
        for (final MessageSpec spec : Schema.messages()) {
            assertThat(Senders.roles(spec.id()).isEmpty()).as(spec.name()).isEqualTo(!MessageIds.isInput(spec.id()));
        }
    }

    @Test
    void shouldGiveEveryInputADefaultRoleThatMaySendIt() {
        for (final MessageSpec spec : Schema.messages()) {
            if (MessageIds.isInput(spec.id())) {
                assertThat(Senders.may(spec.id(), Senders.defaultRole(spec.id()).value()))
                        .isTrue();
            }
        }
    }

    @Test
    void shouldTakeTheDefaultOriginOfMessages() throws MalformedException {
        assertOrigin("{'type':'GuardianUnlock','operatorId':'ann','reason':'r'}", Role.OPERATOR, "ann");
        assertOrigin("{'type':'EmergencyStop','operatorId':'ann','reason':'r'}", Role.OPERATOR, "ann");
        assertOrigin("{'type':'EmergencyStop','reason':'r'}", Role.RISK, "");
        assertOrigin("{'type':'StrategyEnable','strategyId':3,'operatorId':'ann','reason':'r'}", Role.OPERATOR, "ann");
        assertOrigin("{'type':'StrategyHeartbeat','strategyId':3}", Role.STRATEGY, "3");
        assertOrigin("{'type':'Quote','symbol':'X','bid':'1','ask':'2'}", Role.MARKET, "");
        assertOrigin("{'type':'GuardianLock','reason':'r'}", Role.RISK, "");
        assertOrigin("{'type':'Tick'}", Role.ENGINE, "");
        assertOrigin("{'type':'Tick','origin':'monitor:a:b'}", Role.MONITOR, "a:b");
        assertOrigin("{'type':'StrategyHeartbeat','strategyId':3,'origin':'strategy:4'}", Role.STRATEGY, "4");
    }

    private void assertOrigin(final String json, final Role role, final String principal) throws MalformedException {
        play.parse(json.replace('\'', '"'));
        assertThat(play.role()).as(json).isEqualTo(role);
        assertThat(play.principal()).as(json).isEqualTo(principal);
    }
}
