# To be sourced: compiles Kotlin for WASI. The compiler comes by Maven, into a folder that is deleted when the shell ends.

kotlin=${TMPDIR:-/tmp}/amphora-kotlin-$$

# kotlin_program SOURCE TARGET [GROUP:ARTIFACT:VERSION]: a main, with objects of WebAssembly's own garbage collector and
# exceptions, and a library that it uses
kotlin_program() {
    [ -d "$kotlin" ] || kotlin_compiler
    libraries=$kotlin/kotlin-stdlib-wasm-wasi.klib
    if [ $# -gt 2 ]; then
        mvn -q dependency:copy -Dartifact="$3:klib" -DoutputDirectory="$kotlin" -Dmdep.stripVersion=true
        artifact=${3#*:}
        libraries=$libraries:$kotlin/${artifact%:*}.klib
    fi
    name=$(basename "$1" .kt)
    kotlinc="java -cp $kotlin/* org.jetbrains.kotlin.cli.js.KotlinWasmCompiler -Xwasm -Xwasm-target=wasm-wasi
        -libraries $libraries -ir-output-name $name"
    set -f
    $kotlinc -ir-output-dir "$kotlin/out" -Xklib-relative-path-base="$PWD" -Xir-produce-klib-file "$1"
    $kotlinc -ir-output-dir "$kotlin/out" -Xinclude="$kotlin/out/$name.klib" -Xir-produce-js -Xir-dce \
        -Xwasm-use-new-exception-proposal -Xwasm-enable-array-range-checks
    set +f
    cp "$kotlin/out/$name.wasm" "$2"
}

# kotlin_compiler: into the folder $kotlin
kotlin_compiler() {
    trap 'rm -rf "$kotlin"' EXIT
    mkdir "$kotlin"
    cat >"$kotlin/pom.xml" <<EOF
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>guests</groupId>
  <artifactId>kotlin</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.jetbrains.kotlin</groupId>
      <artifactId>kotlin-compiler-embeddable</artifactId>
      <version>2.4.10</version>
    </dependency>
    <dependency>
      <groupId>org.jetbrains.kotlin</groupId>
      <artifactId>kotlin-stdlib-wasm-wasi</artifactId>
      <version>2.4.10</version>
      <type>klib</type>
    </dependency>
  </dependencies>
</project>
EOF
    mvn -q -f "$kotlin/pom.xml" dependency:copy-dependencies -DoutputDirectory="$kotlin" -Dmdep.stripVersion
}
