/*
 * An example: a strategy that opens orders one after the other and prints what became of each.
 *
 *     cc -std=c11 -O2 strategy.c sluice.c -o strategy
 *     ./strategy DIR/door.sock slow|fast STRATEGY ORDERS
 *
 * It sends no order to a broker: that is the next step of whoever gets an ALLOW that may be acted on.
 */
#include "sluice.h"
#include "sluice_schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ONE 100000000LL

static int order(sluice *door, int strategy, int64_t id) {
    uint8_t intent[1024];
    uint32_t length = sluice_begin(intent, sizeof intent, SLUICE_ORDER_INTENT);
    sluice_put32(intent, SLUICE_ORDER_INTENT_STRATEGY_ID, strategy);
    sluice_put64(intent, SLUICE_ORDER_INTENT_INTENT_ID, id);
    sluice_put8(intent, SLUICE_ORDER_INTENT_ACTION, SLUICE_ACTION_TYPE_OPEN);
    sluice_put8(intent, SLUICE_ORDER_INTENT_TRADING_MODE, SLUICE_TRADING_MODE_LIVE);
    memcpy(intent + SLUICE_ORDER_INTENT_SYMBOL, "BTCUSD", 6);
    sluice_put8(intent, SLUICE_ORDER_INTENT_SIDE, id % 2 ? SLUICE_SIDE_BUY : SLUICE_SIDE_SELL);
    sluice_put64(intent, SLUICE_ORDER_INTENT_QUANTITY, id % 5 ? id % 3 * ONE + ONE : 1000 * ONE);
    sluice_put64(intent, SLUICE_ORDER_INTENT_PRICE, (100 + id % 7) * ONE);
    length = sluice_text(intent, sizeof intent, length, "example");
    length = sluice_text(intent, sizeof intent, length, "1");
    length = sluice_text(intent, sizeof intent, length, NULL);
    return sluice_input(door, SLUICE_ROLE_STRATEGY, NULL, NULL, 0, intent, length);
}

/* Waits for the decision on an intent, and prints it. */
static int decision(sluice *door, int64_t id) {
    for (int tries = 0; tries < 600; tries++) {
        const void *message, *outcome;
        uint32_t length, outcome_length;
        const int result = sluice_wait(door, 100, &message, &length);
        if (result < 0) return result;
        if (result != SLUICE_MESSAGE) continue;
        outcome = sluice_outcome(message, length, &outcome_length);
        if (outcome == NULL || sluice_template(outcome) != SLUICE_DECISION) continue;
        if (sluice_get64(outcome, SLUICE_DECISION_INTENT_ID) != id) continue;
        printf("intent %lld verdict %d code %d trade %lld\n", (long long)id,
               sluice_get8(outcome, SLUICE_DECISION_VERDICT), sluice_get8(outcome, SLUICE_DECISION_CODE),
               (long long)sluice_get64(outcome, SLUICE_DECISION_TRADE_ID));
        return SLUICE_OK;
    }
    return SLUICE_LOST;
}

int main(int count, char **arguments) {
    struct sluice_attach me = {.roles = 1 << SLUICE_ROLE_STRATEGY, .trading_mode = -1, .name = "example in C"};
    char why[SLUICE_WHY];
    sluice *door;
    uint32_t length;
    int64_t id;
    if (count != 5) {
        fprintf(stderr, "usage: strategy SOCKET slow|fast STRATEGY ORDERS\n");
        return 2;
    }
    me.fast = strcmp(arguments[2], "fast") == 0;
    me.strategy_id = atoi(arguments[3]);
    if (sluice_attach(arguments[1], &me, 5000, &door, why) != SLUICE_OK) {
        fprintf(stderr, "%s\n", why);
        return 1;
    }
    sluice_listen(door, 0, 0);
    /* Ids rise for good: go on after the highest on record. */
    id = sluice_get64(sluice_attached(door, &length), SLUICE_ATTACHED_HIGHEST_INTENT_ID);
    for (int i = atoi(arguments[4]); i > 0; i--) {
        int result = order(door, me.strategy_id, ++id);
        while (result == SLUICE_FULL) {
            sluice_alive(door);
            result = order(door, me.strategy_id, id);
        }
        if (result != SLUICE_OK || decision(door, id) != SLUICE_OK) {
            fprintf(stderr, "no decision on intent %lld: %s\n", (long long)id, sluice_why(door));
            sluice_close(door);
            return 1;
        }
    }
    sluice_close(door);
    return 0;
}
