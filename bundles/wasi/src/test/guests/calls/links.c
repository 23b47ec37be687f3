// Symbolic links, to what is there and what is not, and second names of files.
#include "calls.h"

static void type(const char *path, __wasi_lookupflags_t lookup) {
    __wasi_filestat_t status;
    __wasi_errno_t result = __wasi_path_filestat_get(ROOT, lookup, path, &status);
    if (result == 0) {
        printf("%s%s is of type %d\n", path, lookup == FOLLOW ? ", followed," : "", status.filetype);
    } else {
        tried(result, "status of %s%s", path, lookup == FOLLOW ? ", followed" : "");
    }
}

static void target(const char *path, __wasi_size_t room) {
    uint8_t text[16] = "...............";
    __wasi_size_t used = 0;
    __wasi_errno_t result = __wasi_path_readlink(ROOT, path, text, room, &used);
    if (result == 0) {
        printf("%s leads to %.*s, then %c\n", path, (int)used, (const char *)text, text[used]);
    } else {
        tried(result, "target of %s", path);
    }
}

static void following(const char *link) {
    tried(touch(ROOT, link, 0, 0, 0), "open %s", link);
    tried(touch(ROOT, link, 0, DIRECTORY, 0), "open %s as a directory", link);
    tried(touch(ROOT, link, FOLLOW, 0, 0), "follow %s", link);
    tried(touch(ROOT, link, FOLLOW, DIRECTORY, 0), "follow %s to a directory", link);
    type(link, 0);
    type(link, FOLLOW);
}

static void symbolicLinks(void) {
    touch(ROOT, "file", 0, CREATE, 0);
    __wasi_path_create_directory(ROOT, "dir");
    tried(__wasi_path_symlink("file", ROOT, "to-file"), "link to-file");
    tried(__wasi_path_symlink("dir", ROOT, "to-dir"), "link to-dir");
    tried(__wasi_path_symlink("absent", ROOT, "dangling"), "link dangling");
    tried(__wasi_path_symlink("loop", ROOT, "loop"), "link loop");
    tried(__wasi_path_symlink("/", ROOT, "absolute"), "link absolute");
    tried(__wasi_path_symlink("file", ROOT, "new/"), "link new/");
    tried(__wasi_path_symlink("file", ROOT, "dir"), "link dir, which is there");
    tried(__wasi_path_symlink("file", ROOT, "dir/"), "link dir/, which is there");
    tried(__wasi_path_symlink("dir", ROOT, "file"), "link file, which is there");
    tried(__wasi_path_symlink("dir", ROOT, "file/"), "link file/, which is there");
    following("to-file");
    following("to-dir");
    following("dangling");
    following("loop");
    tried(touch(ROOT, "dangling", FOLLOW, CREATE, 0), "create what dangling leads to");
    type("absent", 0);
    tried(__wasi_path_unlink_file(ROOT, "absent"), "unlink it");
    tried(touch(ROOT, "dangling", FOLLOW, CREATE | EXCLUSIVE, 0), "create it as new");
    target("to-file", 10);
    target("to-file", 2);
    target("file", 10);
    target("nowhere", 10);
}

static void sameFile(const char *a, const char *b) {
    __wasi_filestat_t one, other;
    __wasi_path_filestat_get(ROOT, 0, a, &one);
    __wasi_path_filestat_get(ROOT, 0, b, &other);
    printf("%s and %s are %s\n", a, b, memcmp(&one, &other, sizeof one) == 0 ? "the same" : "not the same");
}

static void secondNames(void) {
    tried(__wasi_path_link(ROOT, 0, "file", ROOT, "second"), "name file second");
    sameFile("file", "second");
    tried(__wasi_path_link(ROOT, 0, "file", ROOT, "dir/third"), "name it dir/third");
    sameFile("file", "dir/third");
    tried(__wasi_path_link(ROOT, 0, "dir/third", ROOT, "fourth"), "name dir/third fourth");
    sameFile("dir/third", "fourth");
    tried(__wasi_path_link(ROOT, 0, "file", ROOT, "file"), "name it as itself");
    tried(__wasi_path_link(ROOT, 0, "file", ROOT, "dir"), "name it as a directory");
    tried(__wasi_path_link(ROOT, 0, "file", ROOT, "dangling"), "name it as a dangling link");
    tried(__wasi_path_link(ROOT, 0, "file", ROOT, "new/"), "name it new/");
    tried(__wasi_path_link(ROOT, 0, "dir", ROOT, "new"), "name a directory");
    tried(__wasi_path_link(ROOT, 0, "absent", ROOT, "new"), "name what is absent");
    tried(__wasi_path_link(ROOT, 0, "dangling", ROOT, "new"), "name a dangling link");
    type("new", 0);
    tried(__wasi_path_link(ROOT, 0, "loop", ROOT, "newer"), "name a loop");
    tried(__wasi_path_link(ROOT, FOLLOW, "to-file", ROOT, "newest"), "name what a link leads to");
}

int main(void) {
    symbolicLinks();
    secondNames();
    return 0;
}
