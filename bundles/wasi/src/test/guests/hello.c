// Says hello from C: arguments, environment, standard input, standard error, exit code.
#include <stdio.h>
#include <stdlib.h>

extern char **environ;

int main(int argc, char **argv) {
    printf("Hello from C\n");
    for (int i = 0; i < argc; i++) {
        printf("argument %d: %s\n", i, argv[i]);
    }
    for (char **e = environ; *e != NULL; e++) {
        printf("environment: %s\n", *e);
    }
    char line[256];
    while (fgets(line, sizeof line, stdin) != NULL) {
        printf("input: %s", line);
    }
    fprintf(stderr, "leaving with %d\n", argc);
    return argc;
}
