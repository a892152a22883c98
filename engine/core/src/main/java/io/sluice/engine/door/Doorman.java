package io.sluice.engine.door;

import io.sluice.codec.AttachRefusal;
import io.sluice.codec.Role;
import io.sluice.config.Grant;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;

/** Says who may come in, and as what (SPEC X-4). */
final class Doorman {
    private final Users users;
    private final List<String> operators;

    /** @param operators who is allowed to be one. */
    Doorman(final Users users, final List<String> operators) {
        this.users = users;
        this.operators = operators;
    }

    /**
     * Why a client may not attach so; null if it may. Whether its strategy is free is asked elsewhere.
     *
     * @param wanted with the operator that {@link #operator} gave.
     */
    Refusal judge(final UserPrincipal user, final Grant grant, final Attachment wanted) {
        if (grant == null) {
            return Refusal.access(
                    wanted.wanted(),
                    "user " + user.getName() + " has no grant: name him in sluice.door.grants, or connect as the user "
                            + "who runs the engine");
        }
        if (wanted.protocol() != Attachment.PROTOCOL) {
            return Refusal.of(
                    AttachRefusal.VERSION,
                    "the client speaks protocol " + wanted.protocol() + ", the door " + Attachment.PROTOCOL);
        }
        if (!grant.roles().containsAll(wanted.roles())) {
            return Refusal.access(
                    wanted.wanted(), "user " + user.getName() + " was granted the roles " + grant.roles() + " alone");
        }
        if (wanted.roles().contains(Role.STRATEGY)
                && (wanted.hasStrategy() ? !grant.allowsStrategy(wanted.strategyId()) : !grant.gateway())) {
            return Refusal.access(
                    wanted.wanted(),
                    wanted.hasStrategy()
                            ? "user " + user.getName() + " was granted the strategies " + grant.strategies() + " alone"
                            : "the role strategy needs a strategy's number");
        }
        return wanted.roles().contains(Role.OPERATOR) ? judgeOperator(user, grant, wanted) : null;
    }

    private Refusal judgeOperator(final UserPrincipal user, final Grant grant, final Attachment wanted) {
        final String operator = wanted.principal();
        if (operator.isEmpty()) {
            return grant.gateway()
                    ? null
                    : Refusal.access(wanted.wanted(), "name the operator: one of " + mine(grant) + " is possible");
        }
        if (!mine(grant).contains(operator)) {
            return Refusal.access(
                    wanted.wanted() + " " + operator,
                    "user " + user.getName() + " may not speak as operator \"" + operator + "\": " + mine(grant)
                            + " is possible");
        }
        return users.maySpeakAs(user, grant, operator)
                ? null
                : Refusal.access(
                        wanted.wanted() + " " + operator,
                        "user " + user.getName() + " has spoken as another operator: with four eyes, one user is one "
                                + "operator");
    }

    private List<String> mine(final Grant grant) {
        return operators.stream().filter(grant::allowsOperator).toList();
    }

    /** Who an operator speaks as: the name given, else the user's own, else the only one possible, else nobody. */
    String operator(final UserPrincipal user, final Grant grant, final Attachment wanted) {
        if (!wanted.principal().isEmpty() || grant == null || !wanted.roles().contains(Role.OPERATOR)) {
            return wanted.principal();
        }
        final List<String> mine = mine(grant);
        if (mine.contains(user.getName())) {
            return user.getName();
        }
        return mine.size() == 1 ? mine.get(0) : "";
    }
}
