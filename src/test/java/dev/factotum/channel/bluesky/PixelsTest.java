package dev.factotum.channel.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelsTest {
    static byte[] png(int width, int height) throws IOException {
        return image("png", width, height);
    }

    private static byte[] image(String format, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"png", "jpg", "gif"})
    void aPictureTellsItsSize(String format) throws IOException {
        assertEquals(Optional.of(new Pixels(321, 1234)), Pixels.of(image(format, 321, 1234)));
    }

    @ParameterizedTest
    @CsvSource({
        "52494646000000005745425056503820000000000000009d012a40012000, 320, 32",
        "5249464600000000574542505650384c000000002f3fc107000000000000, 320, 32",
        "5249464600000000574542505650385800000000000000003f01001f0000, 320, 32"
    })
    void soDoesAWebp(String hex, int width, int height) {
        byte[] head = HexFormat.of().parseHex(hex);
        assertEquals(Optional.of(new Pixels(width, height)), Pixels.of(Arrays.copyOf(head, Math.max(head.length, 40))));
    }

    @Test
    void whatIsDamagedHasNone() throws IOException {
        for (String format : new String[] {"png", "jpg", "gif"}) {
            byte[] whole = image(format, 32, 32);
            for (int length = 0; length < Math.min(whole.length, 700); length++) {
                Optional<Pixels> seen = Pixels.of(Arrays.copyOf(whole, length));
                assertEquals(true, seen.isEmpty() || seen.get().equals(new Pixels(32, 32)));
            }
        }
        assertEquals(
                Optional.empty(), Pixels.of("RIFFxxxxWEBPVP8 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}
