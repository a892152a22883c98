/*
 * Kills a client of the fast road at every instruction around the publishing of a message: for each step a child
 * attaches, stops, is single-stepped so many instructions into sluice_send, and killed with SIGKILL.
 *
 *     stepped SOCKET STRATEGY LAST
 *
 * The quantity of each order says after how many instructions its sender was killed, plus one. Prints after how many
 * the last one was: all of them, where it came to the end before.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "sluice.h"
#include "sluice_schema.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define ONE 100000000LL
#define NOT_TRACED 77

static void child(const char *path, int strategy, long steps) {
    struct sluice_attach me = {.roles = 1 << SLUICE_ROLE_STRATEGY, .trading_mode = -1, .fast = 1,
                               .name = "stepped"};
    char why[SLUICE_WHY];
    uint8_t intent[1024], frame[2048];
    uint32_t length, end;
    int64_t id;
    sluice *door;
    me.strategy_id = strategy;
    /* What the one before published is taken before it counts as gone; only then its strategy is free. */
    while (sluice_attach(path, &me, 60000, &door, why) != SLUICE_OK) {
        if (strncmp(why, "STRATEGY_TAKEN", 14) != 0) {
            fprintf(stderr, "%s\n", why);
            _exit(1);
        }
        usleep(200);
    }
    id = sluice_get64(sluice_attached(door, &length), SLUICE_ATTACHED_HIGHEST_INTENT_ID) + 1;
    length = sluice_begin(intent, sizeof intent, SLUICE_ORDER_INTENT);
    sluice_put32(intent, SLUICE_ORDER_INTENT_STRATEGY_ID, strategy);
    sluice_put64(intent, SLUICE_ORDER_INTENT_INTENT_ID, id);
    sluice_put8(intent, SLUICE_ORDER_INTENT_ACTION, SLUICE_ACTION_TYPE_OPEN);
    sluice_put8(intent, SLUICE_ORDER_INTENT_TRADING_MODE, SLUICE_TRADING_MODE_LIVE);
    memcpy(intent + SLUICE_ORDER_INTENT_SYMBOL, "BTCUSD", 6);
    sluice_put8(intent, SLUICE_ORDER_INTENT_SIDE, SLUICE_SIDE_BUY);
    sluice_put64(intent, SLUICE_ORDER_INTENT_QUANTITY, (steps + 1) * ONE);
    sluice_put64(intent, SLUICE_ORDER_INTENT_PRICE, 100 * ONE);
    for (int i = 0; i < 3; i++) length = sluice_text(intent, sizeof intent, length, NULL);
    end = sluice_begin(frame, sizeof frame, SLUICE_INPUT);
    sluice_put8(frame, SLUICE_INPUT_ROLE, SLUICE_ROLE_STRATEGY);
    end = sluice_text(frame, sizeof frame, end, NULL);
    sluice_put16(frame, end, (uint16_t)length);
    memcpy(frame + end + 2, intent, length);
    end += 2 + length;
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) _exit(NOT_TRACED);
    raise(SIGSTOP);
    sluice_send(door, frame, end);
    raise(SIGSTOP);
    _exit(0);
}

/* 1 once the child reached the end of the write, 0 if it was killed before, below 0 if it could not be tried. */
static int kill_after(const char *path, int strategy, long steps) {
    int status = 0, ended = 0;
    long i;
    const pid_t pid = fork();
    if (pid == 0) child(path, strategy, steps);
    if (waitpid(pid, &status, 0) < 0) return -1;
    if (WIFEXITED(status)) return WEXITSTATUS(status) == NOT_TRACED ? -NOT_TRACED : -1;
    for (i = 0; i < steps && !ended; i++) {
        if (ptrace(PTRACE_SINGLESTEP, pid, NULL, NULL) != 0) return -NOT_TRACED;
        waitpid(pid, &status, 0);
        ended = WIFEXITED(status) || (WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP);
    }
    kill(pid, SIGKILL);
    if (!WIFEXITED(status)) waitpid(pid, &status, 0);
    return ended;
}

int main(int count, char **arguments) {
    long steps;
    int result = 0;
    if (count != 4) return 2;
    for (steps = 0; result == 0 && steps <= atol(arguments[3]); steps++) {
        result = kill_after(arguments[1], atoi(arguments[2]), steps);
    }
    if (result < 0) return -result;
    printf("%ld\n", steps - 1);
    return 0;
}
