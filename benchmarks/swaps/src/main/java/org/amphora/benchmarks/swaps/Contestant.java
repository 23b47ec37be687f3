package org.amphora.benchmarks.swaps;

import java.nio.file.Path;

/** The sides that there are. */
enum Contestant {
    AMPHORA("a guest of Amphora") {
        @Override
        Side open(Path bundles) throws Exception {
            return new AmphoraSide(bundles);
        }
    },
    ENDIVE("a bundle on Endive") {
        @Override
        Side open(Path bundles) throws Exception {
            return new EndiveSide();
        }
    };

    /** What it is, for people. */
    final String title;

    Contestant(String title) {
        this.title = title;
    }

    /** Opens it; {@code bundles} is where those of Amphora are. */
    abstract Side open(Path bundles) throws Exception;
}
