package io.sluice.config;

import io.sluice.codec.Role;
import java.util.List;
import java.util.Set;

/**
 * What one user of the host may do at the door.
 *
 * @param user       by name or number.
 * @param roles      that he may send as; none: he may read.
 * @param strategies that he may speak as; none: any, with that role.
 * @param operators  that he may speak as; none: any, with that role.
 * @param gateway    whether he may name, with each input, any of his operators and strategies.
 */
public record Grant(String user, Set<Role> roles, List<Integer> strategies, List<String> operators, boolean gateway) {
    /** Takes copies. */
    public Grant {
        roles = Set.copyOf(roles);
        strategies = List.copyOf(strategies);
        operators = List.copyOf(operators);
    }

    /** Whether he may speak as this strategy. */
    public boolean allowsStrategy(final int strategyId) {
        return roles.contains(Role.STRATEGY) && (strategies.isEmpty() || strategies.contains(strategyId));
    }

    /** Whether he may speak as this operator. */
    public boolean allowsOperator(final String operator) {
        return roles.contains(Role.OPERATOR) && (operators.isEmpty() || operators.contains(operator));
    }
}
