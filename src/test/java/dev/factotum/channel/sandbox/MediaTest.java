package dev.factotum.channel.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.tool.AttachedFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MediaTest {
    private static final Media MEDIA = new Media(
            "X",
            "media",
            4,
            List.of(
                    new Media.Kind("picture", Set.of("png", "jpg"), 5_000_000, false),
                    new Media.Kind("GIF", Set.of("gif"), 15_000_000, true)));

    @Test
    void fourPicturesAtTheLimitAreTaken() {
        assertEquals(
                "",
                faults(
                        Trial.file("media", "a.png", 5_000_000),
                        Trial.file("media", "b.JPG", 1),
                        Trial.file("media", "c.png", 1),
                        Trial.file("media", "d.png", 1)));
    }

    @Test
    void aFifthPictureIsOneTooMany() {
        AttachedFile picture = Trial.file("media", "a.png", 1);

        assertEquals(
                "media has 5 files; 4 are allowed → Leave some out.",
                faults(picture, picture, picture, picture, picture));
    }

    @Test
    void oneByteMoreIsTooLarge() {
        assertEquals(
                "media has a.png of 5.1 MB; 5 MB are allowed → Make the file smaller.",
                faults(Trial.file("media", "a.png", 5_000_001)));
    }

    @Test
    void anEmptyFileAndAnUnknownKindAreNamed() {
        assertEquals("""
                media has a.png, which is empty → Put the file there again.
                media has run.exe, which X does not take → It takes gif, jpg, png.""", faults(Trial.file("media", "a.png", 0), Trial.file("media", "run.exe", 9)));
    }

    @Test
    void aGifStandsByItself() {
        assertEquals("", faults(Trial.file("media", "a.gif", 15_000_000)));
        assertEquals(
                "media has a GIF beside other files; X takes one GIF by itself → Leave the others out.",
                faults(Trial.file("media", "a.gif", 9), Trial.file("media", "b.png", 9)));
    }

    @Test
    void aFileThatIsNotThereAnyMoreIsMissedWhenTheCallComes() {
        Faults faults = new Faults();

        MEDIA.check(new Arguments(Trial.json("{'media': ['a.png']}"), true), List.of(), faults);

        assertEquals(
                "media names a file that is not there → Look whether the file still stands in the vault.",
                Trial.shown(faults.list()));
    }

    private static String faults(AttachedFile... files) {
        var arguments = Trial.json("{}");
        var names = arguments.putArray("media");
        for (AttachedFile file : files) {
            names.add(file.name());
        }
        Faults faults = new Faults();
        MEDIA.check(Trial.written(arguments), List.of(files), faults);
        return Trial.shown(faults.list());
    }
}
