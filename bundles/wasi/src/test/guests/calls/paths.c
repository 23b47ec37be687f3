// Paths of every shape, and what can be done to what they name.
#include "calls.h"

static void shapes(void) {
    tried(__wasi_path_create_directory(ROOT, "dir"), "make dir");
    tried(__wasi_path_create_directory(ROOT, "dir/nested/"), "make dir/nested/");
    tried(__wasi_path_create_directory(ROOT, "dir"), "make dir again");
    tried(__wasi_path_create_directory(ROOT, "absent/dir"), "make absent/dir");
    tried(touch(ROOT, "dir/nested/file", 0, CREATE, 0), "create dir/nested/file");
    tried(touch(ROOT, "dir/nested/file", 0, CREATE | EXCLUSIVE, 0), "create it as new");
    tried(touch(ROOT, "dir/.//nested/../../dir/nested/../nested///./file", 0, 0, 0), "open it the long way");
    tried(touch(ROOT, "/dir/nested/file", 0, 0, 0), "open it as if from the root of all");
    tried(touch(ROOT, "dir/nested/../../../dir/nested/file", 0, 0, 0), "open it by way of the parent of the root");
    tried(touch(ROOT, "dir/nested/file/", 0, 0, 0), "open dir/nested/file/");
    tried(touch(ROOT, "dir/nested/file///", 0, 0, 0), "open dir/nested/file///");
    tried(touch(ROOT, "dir/nested/file/more", 0, CREATE, 0), "create dir/nested/file/more");
    tried(touch(ROOT, "dir/nested///", 0, 0, 0), "open dir/nested///");
    tried(touch(ROOT, "absent", 0, 0, 0), "open absent");
    tried(touch(ROOT, "absent/", 0, CREATE, 0), "create absent/");
    tried(touch(ROOT, "", 0, 0, 0), "open nothing");
    tried(touch(ROOT, ".", 0, DIRECTORY, READ), "open . as a directory");
    tried(touch(ROOT, ".", 0, DIRECTORY, READ | WRITE), "open . as a directory for writing");
    tried(touch(ROOT, "dir/nested/file", 0, DIRECTORY, 0), "open dir/nested/file as a directory");
    tried(touch(ROOT, "\xff", 0, 0, 0), "open what is not UTF-8");
    __wasi_fd_t file = opened("dir/nested/file", 0, READ, 0);
    tried(touch(file, "more", 0, CREATE, 0), "create a file in a file");
    __wasi_fd_close(file);
}

static void renaming(void) {
    __wasi_path_create_directory(ROOT, "source");
    tried(__wasi_path_rename(ROOT, "source/", ROOT, "target"), "rename source/ to target");
    tried(__wasi_path_rename(ROOT, "target", ROOT, "source/"), "rename target to source/");
    tried(__wasi_path_rename(ROOT, "source/", ROOT, "target/"), "rename source/ to target/");
    tried(touch(ROOT, "source", 0, DIRECTORY, 0), "open source");
    __wasi_path_create_directory(ROOT, "source");
    tried(__wasi_path_rename(ROOT, "source", ROOT, "target"), "rename a directory to an empty one");
    __wasi_path_create_directory(ROOT, "source");
    touch(ROOT, "target/file", 0, CREATE, 0);
    tried(__wasi_path_rename(ROOT, "source", ROOT, "target"), "rename a directory to one that is not empty");
    tried(__wasi_path_rename(ROOT, "source", ROOT, "target/file"), "rename a directory to a file");
    tried(__wasi_path_rename(ROOT, "target/file", ROOT, "source"), "rename a file to a directory");
    tried(__wasi_path_rename(ROOT, "target", ROOT, "target/inner"), "rename a directory into itself");
    tried(__wasi_path_rename(ROOT, "target/file", ROOT, "file/"), "rename a file to file/");
    touch(ROOT, "file", 0, CREATE, 0);
    tried(__wasi_path_rename(ROOT, "target/file", ROOT, "file"), "rename a file to another");
    tried(touch(ROOT, "target/file", 0, 0, 0), "open target/file");
    tried(__wasi_path_rename(ROOT, "absent", ROOT, "file"), "rename absent");
    tried(__wasi_path_rename(ROOT, ".", ROOT, "file"), "rename .");
}

static void removing(void) {
    tried(__wasi_path_unlink_file(ROOT, "dir"), "unlink dir");
    tried(__wasi_path_unlink_file(ROOT, "dir/"), "unlink dir/");
    tried(__wasi_path_unlink_file(ROOT, "file/"), "unlink file/");
    tried(__wasi_path_remove_directory(ROOT, "file"), "remove the directory file");
    tried(__wasi_path_remove_directory(ROOT, "file/"), "remove the directory file/");
    tried(__wasi_path_unlink_file(ROOT, "file"), "unlink file");
    tried(__wasi_path_unlink_file(ROOT, "file"), "unlink file again");
    tried(__wasi_path_remove_directory(ROOT, "dir"), "remove dir, which is not empty");
    tried(__wasi_path_unlink_file(ROOT, "dir/nested/file"), "unlink dir/nested/file");
    tried(__wasi_path_remove_directory(ROOT, "dir/nested/"), "remove dir/nested/");
    tried(__wasi_path_remove_directory(ROOT, "dir"), "remove dir");
    tried(__wasi_path_remove_directory(ROOT, "source"), "remove source");
    tried(__wasi_path_remove_directory(ROOT, "target"), "remove target");
    tried(__wasi_path_remove_directory(ROOT, "."), "remove .");

    __wasi_fd_t file = opened("file", CREATE, READ | WRITE, 0);
    writeText(file, "kept");
    tried(__wasi_path_unlink_file(ROOT, "file"), "unlink an open file");
    tried(touch(ROOT, "file", 0, CREATE | EXCLUSIVE, 0), "create another of its name");
    printf("the first has %lld bytes\n", size(file));
    __wasi_fd_close(file);
    tried(__wasi_path_unlink_file(ROOT, "file"), "unlink the other");
}

int main(void) {
    shapes();
    renaming();
    removing();
    return 0;
}
