//! Triangles between points of the plane (Bowyer and Watson).

/// A triangle, as the numbers of its corners.
pub type Triangle = [usize; 3];

/// The Delaunay triangulation of `points`.
pub fn triangulate(points: &[[f32; 2]]) -> Vec<Triangle> {
    let mut all: Vec<[f64; 2]> = points.iter().map(|[x, y]| [f64::from(*x), f64::from(*y)]).collect();
    let far = 1e5;
    let outer = [all.len(), all.len() + 1, all.len() + 2];
    all.extend([[-far, -far], [far, -far], [0.0, far]]);
    let mut triangles = vec![outer];
    for number in 0..points.len() {
        let (cut, rest): (Vec<Triangle>, Vec<Triangle>) =
            triangles.into_iter().partition(|triangle| encircles(&all, *triangle, all[number]));
        triangles = rest;
        let edges: Vec<[usize; 2]> =
            cut.iter().flat_map(|[a, b, c]| [[*a, *b], [*b, *c], [*c, *a]]).collect();
        // What two of the triangles share lies inside of the hole.
        let hole = edges.iter().filter(|[a, b]| !edges.contains(&[*b, *a]));
        triangles.extend(hole.map(|[a, b]| [*a, *b, number]));
    }
    triangles.retain(|triangle| triangle.iter().all(|corner| *corner < points.len()));
    triangles
}

/// Whether `point` lies within the circle through the corners; they run one way round in all triangles.
fn encircles(points: &[[f64; 2]], triangle: Triangle, point: [f64; 2]) -> bool {
    let [a, b, c] = triangle.map(|corner| {
        let (x, y) = (points[corner][0] - point[0], points[corner][1] - point[1]);
        [x, y, x * x + y * y]
    });
    let determinant = a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0]);
    determinant > 0.0
}
