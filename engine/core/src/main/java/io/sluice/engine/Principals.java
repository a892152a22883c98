package io.sluice.engine;

import io.sluice.client.EngineException;
import io.sluice.codec.Role;
import io.sluice.record.EnvelopeEncoder;
import io.sluice.schema.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Refuses, when a door is opened, the roles and names that the machine would refuse at every input (SPEC W-8, O-0). */
final class Principals {
    private Principals() {}

    /** @throws EngineException BAD_PRINCIPAL. */
    static void check(final Role role, final String principal, final List<String> operators) {
        switch (role) {
            case STRATEGY -> throw bad("a strategy has no door: open it with strategy(id)");
            case ENGINE, NULL_VAL -> throw bad("no sender speaks as " + role);
            case OPERATOR -> {
                if (!operators.contains(principal)) {
                    throw bad("the operator \"" + principal + "\" is not one of sluice.hitl.allowed-operators "
                            + operators);
                }
            }
            case BROKER, MARKET, RISK, MONITOR -> checkName(role, principal);
        }
    }

    private static void checkName(final Role role, final String principal) {
        final byte[] bytes = principal == null ? new byte[0] : principal.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > EnvelopeEncoder.MAX_PRINCIPAL) {
            throw bad("the name of a " + role + " takes 1 to " + EnvelopeEncoder.MAX_PRINCIPAL + " bytes of UTF-8; \""
                    + principal + "\" takes " + bytes.length);
        }
        if (!Utf8.isClean(new UnsafeBuffer(bytes), 0, bytes.length)) {
            throw bad("the name of a " + role + " may hold no control characters");
        }
    }

    private static EngineException bad(final String why) {
        return new EngineException(EngineException.Code.BAD_PRINCIPAL, why);
    }
}
