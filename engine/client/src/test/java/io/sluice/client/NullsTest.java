package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.Channel;
import io.sluice.codec.ExecutionStatus;
import io.sluice.codec.Role;
import io.sluice.codec.Side;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** SPEC W-0: null at a typed method is what the caller left out, and is refused by name or means what it says. */
class NullsTest {
    /** Null has a meaning here, as the methods say. */
    private static final List<String> ALLOWED = List.of(
            "BrokerDoor.disconnected 0",
            "BrokerDoor.event 3",
            "BrokerDoor.event 4",
            "BrokerDoor.event 5",
            "BrokerDoor.openOrder 4",
            "BrokerDoor.openOrder 6",
            "BrokerDoor.openOrder 7",
            "BrokerDoor.position 1",
            "BrokerDoor.reconnected 0",
            "BrokerDoor.stageResult 2",
            "MarketDoor.event 3",
            "MarketDoor.event 4",
            "MarketDoor.event 5",
            "MonitorDoor.event 3",
            "MonitorDoor.event 4",
            "MonitorDoor.event 5",
            "MonitorDoor.guardianLock 1",
            "OperatorDoor.approve 1",
            "OperatorDoor.approve 2",
            "OperatorDoor.cancelRequest 1",
            "OperatorDoor.cashFlow 3",
            "OperatorDoor.createLockout 2",
            "OperatorDoor.event 3",
            "OperatorDoor.event 4",
            "OperatorDoor.event 5",
            "OperatorDoor.promoteModel 2",
            "OperatorDoor.reject 1",
            "OperatorDoor.reject 2",
            "OperatorDoor.stageResult 2",
            "OperatorDoor.stageResult 3",
            "RiskDoor.createLockout 2",
            "RiskDoor.event 3",
            "RiskDoor.event 4",
            "RiskDoor.event 5",
            "RiskDoor.promoteModel 2",
            "RiskDoor.stageResult 2");

    private final RecordingInlet inlet = new RecordingInlet();
    private final List<RoleDoor> doors = List.of(
            new BrokerDoor(inlet.sender(Role.BROKER, "b"), inlet),
            new MarketDoor(inlet.sender(Role.MARKET, "m"), inlet),
            new MonitorDoor(inlet.sender(Role.MONITOR, "w"), inlet),
            new OperatorDoor(inlet.sender(Role.OPERATOR, "alice"), Channel.CLI, inlet),
            new RiskDoor(inlet.sender(Role.RISK, "r"), inlet));

    @Test
    void shouldNameEachNullThatHasNoMeaning() throws ReflectiveOperationException {
        final List<String> taken = new ArrayList<>();
        int refused = 0;
        for (final RoleDoor door : doors) {
            for (final Method method : methods(door)) {
                for (int i = 0; i < method.getParameterCount(); i++) {
                    if (method.getParameterTypes()[i].isPrimitive()) {
                        continue;
                    }
                    final String name = door.getClass().getSimpleName() + "." + method.getName() + " " + i;
                    final Offer offer = offer(method.invoke(door, arguments(method, i)));
                    if (offer == Offer.OFFERED) {
                        taken.add(name);
                    } else {
                        assertThat(offer).as(name).isEqualTo(Offer.MALFORMED);
                        assertThat(door.whyMalformed()).as(name).matches("\\w+\\.\\w+: .+");
                        refused++;
                    }
                }
            }
        }
        assertThat(taken.stream().sorted().distinct()).isEqualTo(ALLOWED);
        assertThat(refused).isGreaterThan(50);
    }

    private static List<Method> methods(final RoleDoor door) {
        return Arrays.stream(door.getClass().getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == Offer.class || method.getReturnType() == Sent.class)
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static Offer offer(final Object answer) {
        return answer instanceof final Sent sent ? sent.offer() : (Offer) answer;
    }

    private static Object[] arguments(final Method method, final int without) {
        final Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == without ? null : sample(method.getParameterTypes()[i]);
        }
        return arguments;
    }

    private static Object sample(final Class<?> type) {
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == int.class) {
            return 60;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == byte[].class) {
            final byte[] hash = new byte[32];
            Arrays.fill(hash, (byte) 1);
            return hash;
        }
        return type == UUID.class ? UUID.randomUUID() : "BTCUSD";
    }

    @Test
    void shouldNameANullOfAnExecution() {
        final BrokerDoor broker = (BrokerDoor) doors.get(0);
        assertThat(broker.execution(5, null).order("X", Side.BUY).leaves(0).offer())
                .isEqualTo(Offer.MALFORMED);
        assertThat(broker.whyMalformed()).isEqualTo("ExecutionReport.status: missing");
        assertThat(broker.execution(5, ExecutionStatus.NEW)
                        .order("X", null)
                        .leaves(0)
                        .offer())
                .isEqualTo(Offer.MALFORMED);
        assertThat(broker.whyMalformed()).isEqualTo("ExecutionReport.side: missing");
        assertThat(broker.execution(5, ExecutionStatus.NEW)
                        .order("\u00c4", Side.BUY)
                        .leaves(0)
                        .offer())
                .isEqualTo(Offer.MALFORMED);
        assertThat(broker.whyMalformed()).isEqualTo("ExecutionReport.symbol: cannot be that");
        assertThat(broker.execution(5, ExecutionStatus.NEW)
                        .order("X", Side.BUY)
                        .leaves(0)
                        .mode(null)
                        .offer())
                .as("live where missing")
                .isEqualTo(Offer.OFFERED);
    }
}
