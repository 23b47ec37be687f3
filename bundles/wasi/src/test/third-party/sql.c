// Runs SQL on a database file: sql.wasm FILE STATEMENT... prints the rows of each statement, with | between columns.
#include <stdio.h>
#include "sqlite3.h"

static int row(void *unused, int columns, char **values, char **names) {
    for (int i = 0; i < columns; i++) {
        printf("%s%s", i == 0 ? "" : "|", values[i] == NULL ? "" : values[i]);
    }
    printf("\n");
    return 0;
}

int main(int argc, char **argv) {
    sqlite3 *database;
    if (argc < 3 || sqlite3_open(argv[1], &database) != SQLITE_OK) {
        fprintf(stderr, "sql: %s\n", argc < 3 ? "a file and a statement are missing" : sqlite3_errmsg(database));
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        char *error = NULL;
        if (sqlite3_exec(database, argv[i], row, NULL, &error) != SQLITE_OK) {
            fprintf(stderr, "sql: %s\n", error);
            return 1;
        }
    }
    return sqlite3_close(database) == SQLITE_OK ? 0 : 3;
}
