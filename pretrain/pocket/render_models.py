"""Renders cut-outs of the Sweet Home 3D furniture models, run inside Blender.

What:   every OBJ model from several random angles, lit by CC0 HDR environments, on a transparent film.
Output: <out>/<catalog>/<model>/<view>.png, RGBA, size x size pixels; an existing file is never rendered again,
        so the job can be stopped and continued at any time.
Run:    blender -b -noaudio -P render_models.py -- --furniture DIR --hdri DIR --out DIR [--views 8] [--size 160] [--models FILE]
        (DIR holds one unzipped .sh3f catalog a folder; Debian packages sweethome3d-furniture and blender-data)
"""
import argparse
import glob
import hashlib
import math
import os
import random
import sys

import bpy
from mathutils import Vector


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--furniture", required=True)
    parser.add_argument("--hdri", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--views", type=int, default=8)
    parser.add_argument("--size", type=int, default=160)
    parser.add_argument("--samples", type=int, default=12)
    parser.add_argument("--models", help="file with one OBJ path a line: these only, in this order")
    return parser.parse_args(sys.argv[sys.argv.index("--") + 1 :])


def prepare_scene(size: int, samples: int) -> None:
    """Empty scene, Cycles on the CPU, transparent film."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples = samples
    scene.cycles.use_denoising = False
    scene.cycles.max_bounces = 4
    scene.render.film_transparent = True
    scene.render.resolution_x = scene.render.resolution_y = size
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGBA"
    scene.view_settings.view_transform = "Standard"
    scene.world = bpy.data.worlds.new("world")
    scene.world.use_nodes = True
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    scene.collection.objects.link(camera)
    scene.camera = camera


def light(hdri: str, angle: float, strength: float) -> None:
    """Environment light turned by `angle` radians about the vertical axis."""
    nodes = bpy.context.scene.world.node_tree.nodes
    links = bpy.context.scene.world.node_tree.links
    nodes.clear()
    coordinates, mapping = nodes.new("ShaderNodeTexCoord"), nodes.new("ShaderNodeMapping")
    environment, background = nodes.new("ShaderNodeTexEnvironment"), nodes.new("ShaderNodeBackground")
    output = nodes.new("ShaderNodeOutputWorld")
    environment.image = bpy.data.images.load(hdri, check_existing=True)
    mapping.inputs["Rotation"].default_value[2] = angle
    background.inputs["Strength"].default_value = strength
    links.new(coordinates.outputs["Generated"], mapping.inputs["Vector"])
    links.new(mapping.outputs["Vector"], environment.inputs["Vector"])
    links.new(environment.outputs["Color"], background.inputs["Color"])
    links.new(background.outputs["Background"], output.inputs["Surface"])


def bounds(objects: list) -> tuple[Vector, float]:
    """Centre and radius (world units) of the sphere round all meshes."""
    corners = [item.matrix_world @ Vector(corner) for item in objects for corner in item.bound_box]
    low = Vector([min(corner[axis] for corner in corners) for axis in range(3)])
    high = Vector([max(corner[axis] for corner in corners) for axis in range(3)])
    return (low + high) / 2, max((high - low).length / 2, 1e-3)


def place_camera(centre: Vector, radius: float, azimuth: float, elevation: float) -> None:
    camera = bpy.context.scene.camera
    distance = radius / math.sin(camera.data.angle / 2) * 1.02
    offset = Vector(
        (math.sin(azimuth) * math.cos(elevation), -math.cos(azimuth) * math.cos(elevation), math.sin(elevation))
    )
    camera.location = centre + offset * distance
    camera.rotation_euler = (-offset).to_track_quat("-Z", "Y").to_euler()
    camera.data.clip_start, camera.data.clip_end = distance / 1000, distance * 10


def remove(objects: list) -> None:
    for item in objects:
        bpy.data.objects.remove(item, do_unlink=True)
    bpy.ops.outliner.orphans_purge(do_local_ids=True, do_linked_ids=True, do_recursive=True)


def main() -> None:
    options = arguments()
    prepare_scene(options.size, options.samples)
    hdris = sorted(glob.glob(os.path.join(options.hdri, "*.exr")))
    models = sorted(glob.glob(os.path.join(options.furniture, "*", "**", "*.obj"), recursive=True))
    models.sort(key=lambda path: hashlib.sha256(os.path.basename(path).encode()).hexdigest())
    if options.models:
        models = open(options.models).read().split("\n")
    for number, model in enumerate(filter(None, models)):
        catalog = os.path.relpath(model, options.furniture).split(os.sep)[0]
        name = os.path.splitext(os.path.basename(model))[0]
        targets = [os.path.join(options.out, catalog, name, f"{view}.png") for view in range(options.views)]
        if all(os.path.exists(target) for target in targets):
            continue
        try:
            bpy.ops.import_scene.obj(filepath=model)
            meshes = [item for item in bpy.context.scene.objects if item.type == "MESH"]
            centre, radius = bounds(meshes)
            for view, target in enumerate(targets):
                dice = random.Random(f"{catalog}/{name}/{view}")
                light(dice.choice(hdris), dice.uniform(0, 2 * math.pi), dice.uniform(0.8, 1.6))
                azimuth = dice.gauss(0, 0.7) if view % 4 else dice.uniform(0, 2 * math.pi)
                place_camera(centre, radius, azimuth, dice.uniform(0.05, 0.75))
                bpy.context.scene.render.filepath = target
                if not os.path.exists(target):
                    bpy.ops.render.render(write_still=True)
            remove(meshes)
        except Exception as error:  # a broken model must not stop a job of hours
            print(f"skipped {catalog}/{name}: {error}", flush=True)
            remove([item for item in bpy.context.scene.objects if item.type == "MESH"])
        print(f"{number + 1}/{len(models)} {catalog}/{name}", flush=True)


main()
