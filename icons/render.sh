#!/bin/sh
# Renders every PNG, icon.ico and icon.icns of this folder from the SVG sources: needs rsvg-convert (librsvg2-bin) and convert (imagemagick).
set -eu
cd "$(dirname "$0")"
sheet=$(mktemp --suffix=.css)
trap 'rm -f "$sheet"' EXIT

png() { rsvg-convert --width "$3" --height "$3" --stylesheet "$sheet" "$1" --output "$2"; }

: >"$sheet"
png app.svg 32x32.png 32
png app.svg 128x128.png 128
png app.svg 128x128@2x.png 256
png app.svg icon.png 512

convert 32x32.png 128x128.png 128x128@2x.png icon.ico

# An icns file is a header and PNGs, each behind its type and its length, big-endian.
be32() { for shift in 24 16 8 0; do printf "\\$(printf %03o $(($1 >> shift & 255)))"; done; }
size() { wc -c <"$1"; }
part() { printf %s "$1"; be32 $(($(size "$2") + 8)); cat "$2"; }
{
    printf icns
    be32 $((8 + 3 * 8 + $(size 128x128.png) + $(size 128x128@2x.png) + $(size icon.png)))
    part ic07 128x128.png
    part ic08 128x128@2x.png
    part ic09 icon.png
} >icon.icns

# 22 is 24 without its outermost pixel: scaled, the hands would fall between pixels.
tray() {
    png "$1.svg" "$2-24.png" 24
    png "$1.svg" "$2-48.png" 48
    rsvg-convert --width 24 --height 24 --left=-1 --top=-1 --page-width 22 --page-height 22 \
        --stylesheet "$sheet" "$1.svg" --output "$2-22.png"
}
for form in stopped running; do
    tray "tray-$form-any" "tray-$form-any"
    echo '.ink { stroke: #1b1c1e } .accent { fill: #2b50d8 }' >"$sheet"
    tray "tray-$form" "tray-$form-light"
    echo '.ink { stroke: #ededec } .accent { fill: #8aa4ff }' >"$sheet"
    tray "tray-$form" "tray-$form-dark"
    : >"$sheet"
done
