package io.sluice.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.sluice.codec.Role;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a grant is written: {@code {user = bot, roles = [strategy], strategies = [7]}}. */
final class GrantType {
    private static final Set<String> KEYS = Set.of("user", "roles", "strategies", "operators", "gateway");
    private static final String EXPECTS = "an object {user, roles, strategies, operators, gateway}: user a name or "
            + "number, roles of strategy, broker, market, risk, operator, monitor, strategies numbers from 0, "
            + "operators names, gateway true or false";

    private GrantType() {}

    static ValueType grant() {
        return ValueType.object(EXPECTS, GrantType::read, value -> show((Grant) value));
    }

    private static Object read(final String json) {
        try {
            final Config given = ConfigFactory.parseString(json);
            if (!KEYS.containsAll(given.root().keySet()) || !given.hasPath("user")) {
                return null;
            }
            final List<Integer> strategies = given.hasPath("strategies") ? given.getIntList("strategies") : List.of();
            final List<String> operators = given.hasPath("operators") ? given.getStringList("operators") : List.of();
            final Set<Role> roles = new TreeSet<>();
            for (final String name : given.hasPath("roles") ? given.getStringList("roles") : List.<String>of()) {
                roles.add(role(name));
            }
            final boolean isSound = strategies.stream().allMatch(id -> id >= 0)
                    && operators.stream()
                            .allMatch(name -> ValueType.name().read().apply(name) != null)
                    && ValueType.name().read().apply(given.getString("user")) != null;
            final boolean isGateway = given.hasPath("gateway") && given.getBoolean("gateway");
            return isSound ? new Grant(given.getString("user"), roles, strategies, operators, isGateway) : null;
        } catch (final ConfigException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Role role(final String name) {
        final Role role = Role.valueOf(name.toUpperCase(Locale.ROOT));
        if (role == Role.ENGINE || role == Role.NULL_VAL) {
            throw new IllegalArgumentException(name);
        }
        return role;
    }

    private static String show(final Grant grant) {
        return "{user = " + ConfigUtil.quoteString(grant.user())
                + ", roles = "
                + grant.roles().stream()
                        .sorted()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList()
                + ", strategies = " + grant.strategies()
                + ", operators = "
                + grant.operators().stream().map(ConfigUtil::quoteString).collect(Collectors.joining(", ", "[", "]"))
                + ", gateway = " + grant.gateway() + "}";
    }
}
